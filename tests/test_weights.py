"""Weights are verified before anything is loaded from them."""

import json
import os

import pytest

from analytics.digests import sha256
from analytics.errors import ModelError
from analytics.weights import find_weights, write_manifest


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"weights")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    write_manifest(folder, files=("model.onnx", "tokenizer.json"), settings={"window": 8})
    return tmp_path


def test_a_whole_folder_is_found_with_its_settings(root):
    weights = find_weights("toy", root=root)
    assert weights.settings == {"window": 8}
    assert weights.folder == root / "toy"


def test_the_manifest_holds_the_sha256_of_each_file(root):
    manifest = json.loads((root / "toy" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["model.onnx"] == sha256(root / "toy" / "model.onnx")
    assert set(manifest["files"]) == {"model.onnx", "tokenizer.json"}


def test_a_missing_model_says_which_file_and_what_to_do(root):
    with pytest.raises(ModelError, match=r"manifest\.json is missing.*git checkout"):
        find_weights("other", root=root)


def test_a_missing_file_is_an_error(root):
    (root / "toy" / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"model\.onnx is missing"):
        find_weights("toy", root=root)


def test_a_file_that_changed_is_an_error(root):
    (root / "toy" / "model.onnx").write_bytes(b"weightz")
    with pytest.raises(ModelError, match=r"model\.onnx is damaged"):
        find_weights("toy", root=root)


NESTED = "[" * 100_000


@pytest.mark.parametrize(
    "text",
    [
        NESTED,
        '{"schema": 1, "files": ["a"]}',
        "{",
        "[]",
        '{"schema": 0}',
        '{"schema": 1}',
        '{"schema": 1, "files": {}}',
    ],
)
def test_a_manifest_that_is_none_is_an_error(root, text):
    (root / "toy" / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        find_weights("toy", root=root)


def test_a_manifest_that_is_no_regular_file_is_an_error(root):
    (root / "toy" / "manifest.json").unlink()
    os.mkfifo(root / "toy" / "manifest.json")
    with pytest.raises(ModelError, match=r"manifest\.json cannot be read \(not a regular file\)"):
        find_weights("toy", root=root)


def change_manifest(root, **changes):
    path = root / "toy" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


@pytest.mark.parametrize("file", ["../outside", "/etc/passwd", "sub/model.onnx", "..", "", "a\\b", "a\0b", "x" * 300])
def test_a_manifest_that_lists_what_is_not_in_its_folder_is_an_error(root, file):
    (root / "outside").write_bytes(b"x")
    change_manifest(root, files={file: sha256(root / "outside")})
    with pytest.raises(ModelError, match="no file of its folder"):
        find_weights("toy", root=root)


@pytest.mark.parametrize("digest", [None, 1, "", ["x"]])
def test_a_manifest_without_a_digest_is_an_error(root, digest):
    change_manifest(root, files={"model.onnx": digest})
    with pytest.raises(ModelError, match=r"model\.onnx is damaged"):
        find_weights("toy", root=root)


@pytest.mark.parametrize("settings", [[], "window", 8, None])
def test_settings_that_are_no_object_are_an_error(root, settings):
    change_manifest(root, settings=settings)
    with pytest.raises(ModelError, match="settings"):
        find_weights("toy", root=root)


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "heads.json"])
def test_a_file_that_the_manifest_leaves_out_is_never_opened(root, missing):
    (root / "toy" / "heads.json").write_text("[1]", encoding="utf-8")
    listed = {"model.onnx", "tokenizer.json", "heads.json"} - {missing}
    write_manifest(root / "toy", files=tuple(listed), settings={})
    weights = find_weights("toy", root=root)
    opened = {
        "model.onnx": lambda: weights.session("model.onnx", inputs=(), outputs={}),
        "tokenizer.json": weights.tokenizer,
        "heads.json": lambda: weights.json("heads.json"),
    }
    with pytest.raises(ModelError, match=rf"manifest\.json does not list {missing}.*git checkout"):
        opened[missing]()


NO_WHOLE_NUMBER = [None, "8", 8.0, True, -1, 0, 10**9, 10**400, [], float("nan"), float("inf")]


@pytest.mark.parametrize("value", NO_WHOLE_NUMBER)
def test_a_setting_that_is_no_whole_number_in_its_range_is_an_error(root, value):
    change_manifest(root, settings={"window": value})
    with pytest.raises(ModelError, match=r"manifest\.json: the setting window is .*, not a whole number from 1 to 9;"):
        find_weights("toy", root=root).whole("window", least=1, most=9)


@pytest.mark.parametrize("value", [None, "1", True, -1.5, 10**400, float("nan"), float("inf"), {}])
def test_a_setting_that_is_no_number_in_its_range_is_an_error(root, value):
    change_manifest(root, settings={"bonus": value})
    with pytest.raises(ModelError, match="not a number from -1 to 1"):
        find_weights("toy", root=root).number("bonus", least=-1, most=1)


def test_a_setting_that_is_missing_is_an_error_and_others_are_read(root):
    weights = find_weights("toy", root=root)
    assert (weights.whole("window", least=8, most=8), weights.number("window", least=0, most=9)) == (8, 8.0)
    with pytest.raises(ModelError, match="the setting bonus is missing"):
        weights.number("bonus", least=0, most=1)


def test_a_graph_of_another_model_is_an_error():
    with pytest.raises(ModelError, match=r"model\.onnx has the inputs and outputs .*not those of this program"):
        find_weights("statements").session("model.onnx", inputs=("tokens",), outputs={"logits": 3})


def test_weights_that_match_their_manifest_but_are_no_model_are_an_error(root):
    weights = find_weights("toy", root=root)
    with pytest.raises(ModelError, match="cannot be opened by onnxruntime"):
        weights.session("model.onnx", inputs=(), outputs={})
    with pytest.raises(ModelError, match="is no tokenizer"):
        weights.tokenizer()
