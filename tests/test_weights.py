"""Weights are verified before anything is loaded from them."""

import json

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


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 0}', '{"schema": 1}', '{"schema": 1, "files": {}}'])
def test_a_manifest_that_is_none_is_an_error(root, text):
    (root / "toy" / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        find_weights("toy", root=root)


def test_weights_that_match_their_manifest_but_are_no_model_are_an_error(root):
    weights = find_weights("toy", root=root)
    with pytest.raises(ModelError, match="cannot be opened by onnxruntime"):
        weights.session()
    with pytest.raises(ModelError, match="is no tokenizer"):
        weights.tokenizer()
