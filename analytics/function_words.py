"""English words that carry grammar rather than content; words that negate or oblige somebody are not among them."""

FUNCTION_WORDS = frozenset(
    "a an the this that these those there here i me my mine we us our ours you your yours he him his she her hers it "
    "its they them their theirs who whom whose which what when where why how all any both each either some such own "
    "same so than too very also only just even ever yet still again already now then once at all of in on at by for "
    "with about against between into through during before after above below to from up down out off over under as "
    "and but or if because while until am is are was were be been being have has had having do does did doing would "
    "should could will shall can may might ought let s t".split()
)
