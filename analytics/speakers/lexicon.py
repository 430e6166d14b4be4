"""Closed lists of English words that tell names, titles, roles and institutions apart. All in lower case."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HONORIFICS = _set("mr mrs ms miss mx sir dame lord lady madam monsieur mme herr frau messrs")
MALE_HONORIFICS = _set("mr sir lord monsieur herr king prince duke sheikh father brother")
FEMALE_HONORIFICS = _set("mrs ms miss dame lady madam mme frau queen princess duchess sister")

# Words before a name that say what somebody is. "Sen. Maria Keller", "Foreign Minister Maria Keller".
TITLES = HONORIFICS | _set(
    """
    admiral adm advisor adviser agent aide alderman ambassador analyst archbishop assemblyman assemblywoman
    assistant associate attorney author ayatollah baron baroness bishop brigadier brother cabinet candidate
    capt captain cardinal catholicos ceo cfo chair chairman chairperson chairwoman chancellor chief coach col
    colonel commander commissioner comptroller congressman congresswoman constable consul coordinator correspondent
    coo councilman councilwoman councillor councilor counsel countess cpl cto dean delegate del deputy detective
    director doctor dr emir emperor envoy executive father fm founder gen general gov governor head imam
    inspector journalist judge justice king leader lawmaker lawyer lieutenant lt maj major manager marshal
    mayor md minister mp nominee officer ombudsman operative parliamentarian partner patriarch pastor pm pope pres
    premier president presidential prince princess principal prof professor prosecutor provost queen rabbi rear
    rep representative reporter rev reverend schoolteacher sec secretary sen senator sergeant sgt sheikh sheriff
    sister solicitor speaker spokesman spokesperson spokeswoman strategist sultan superintendent teacher
    treasurer undersecretary vice whip
    """
)

# What people are called when they are not called by name; the heads of phrases such as "the mayor of Lindfurt".
ROLES = (TITLES - HONORIFICS) | _set(
    """
    academic accountant accuser activist actor actress administrator advocate ally analyst anchor anchorman
    anchorwoman archaeologist architect artist astronaut astronomer athlete attacker attendee aunt banker billionaire
    biographer biologist blogger boss boxer boy boyfriend bride broadcaster brother businessman businesswoman
    buyer carpenter campaigner caller challenger champion chemist chef cleric clerk client clinician colleague
    columnist comedian commentator companion composer conservative consultant contractor counterpart cousin critic
    curator customer daughter defendant defender democrat demonstrator designer developer dictator diplomat
    dissident driver ecologist economist editor educator employee engineer entrepreneur epidemiologist evangelist
    expert farmer father fighter fiance fiancee filmmaker firefighter fisherman founder freshman
    friend frontrunner geologist girl girlfriend graduate grandfather grandmother grandson granddaughter
    guard guest hairdresser hero historian host hostess husband immigrant incumbent independent informant
    insider instructor intern interpreter inventor investigator investor juror lawyer lecturer legislator
    liberal librarian magnate man mathematician mechanic member mentor millionaire missionary model moderator mogul
    mother musician mother neighbor neighbour neuroscientist nephew niece novelist nurse observer official
    opponent organiser organizer owner painter parent passenger patient pediatrician performer pharmacist
    philosopher photographer physician physicist pilot pioneer player playwright plumber poet policeman policewoman
    politician pollster pontiff practitioner predecessor producer programmer protester psychiatrist
    psychologist publicist publisher rapper realtor rebel receptionist refugee republican researcher
    resident restaurateur retiree rival runner sailor salesman saleswoman scholar scientist sculptor senator
    shopkeeper sibling singer skier sociologist soldier son source specialist student successor suspect
    surgeon survivor swimmer teenager therapist tourist trader trainer translator trooper trustee tycoon
    uncle vet veteran veterinarian victim viewer volunteer voter waiter waitress widow widower wife
    winner witness woman worker writer youngster
    """
)
FEMALE_ROLES = _set(
    """actress aunt businesswoman chairwoman congresswoman councilwoman daughter duchess girl girlfriend
    grandmother granddaughter hostess lady mother niece policewoman princess queen saleswoman sister spokeswoman
    waitress widow wife woman baroness countess anchorwoman assemblywoman fiancee"""
)
MALE_ROLES = _set(
    """actor boy boyfriend brother businessman chairman congressman councilman duke father fisherman grandfather
    grandson husband king man nephew policeman pope prince salesman son spokesman uncle waiter widower
    anchorman assemblyman fiance cardinal bishop archbishop"""
)

RELATIVES = _set(
    """wife husband son daughter father mother brother sister niece nephew aunt uncle widow widower cousin
    granddaughter grandson grandfather grandmother partner girlfriend boyfriend fiance fiancee"""
)

# Words of one meaning where a phrase refers back to somebody: the first stands for all.
ROLE_FAMILIES = {
    word: family
    for family, words in {
        "spokesperson": "spokesman spokeswoman spokesperson",
        "chair": "chairman chairwoman chairperson chair",
        "senator": "senator sen",
        "representative": "rep representative congressman congresswoman",
        "governor": "governor gov",
        "president": "president pres",
        "professor": "professor prof",
        "adviser": "adviser advisor",
        "lawyer": "lawyer attorney",
        "general": "general gen",
        "secretary": "secretary sec",
        "chief": "chief head boss",
        "executive": "executive ceo",
        "teacher": "teacher schoolteacher",
        "businessman": "businessman businesswoman entrepreneur mogul tycoon magnate billionaire millionaire",
        "republican": "republican gop",
        "democratic": "democratic democrat",
        "counselor": "councilman councilwoman councillor councilor",
    }.items()
    for word in words.split()
}

# Who is one of these is none of the others.
EXCLUSIVE = _set("republican democratic libertarian green labour conservative liberal independent")

# What a general word may refer back to.
HYPERNYMS = {
    "official": _set(
        """minister secretary adviser aide deputy director spokesperson commissioner ambassador governor chief
        envoy mayor superintendent administrator assistant prosecutor commander general officer undersecretary"""
    ),
    "leader": _set("president minister chair chief premier chancellor speaker governor secretary founder king"),
    "lawmaker": _set("senator representative mp deputy speaker delegate legislator parliamentarian whip"),
    "legislator": _set("senator representative mp deputy speaker delegate lawmaker parliamentarian"),
    "politician": _set("senator representative mp deputy speaker minister president governor mayor leader"),
    "diplomat": _set("ambassador envoy minister secretary consul"),
    "envoy": _set("ambassador diplomat mediator chief representative commissioner"),
    "candidate": _set("nominee"),
    "nominee": _set("candidate"),
    "executive": _set("ceo chair founder chief cfo director president"),
    "academic": _set("professor lecturer scholar researcher historian economist"),
    "scientist": _set("professor researcher physicist biologist chemist ecologist geologist"),
    "expert": _set("professor analyst researcher specialist director"),
    "officer": _set("sergeant captain lieutenant commander colonel major detective constable sheriff chief"),
    "physician": _set("doctor surgeon dr pediatrician"),
    "doctor": _set("surgeon physician dr pediatrician"),
    "author": _set("writer novelist historian journalist"),
    "writer": _set("author novelist journalist columnist poet playwright"),
    "prosecutor": _set("lawyer"),
    "premier": _set("minister"),
    "cleric": _set("bishop archbishop priest imam rabbi pastor"),
    "pontiff": _set("pope"),
    "minister": _set("premier chancellor"),
    "head": _set("chief director president chair secretary"),
    "chief": _set("head director president chair secretary"),
}

# The last word of an institution's name, or a word in it that no person's name has.
INSTITUTIONS = _set(
    """
    academy administration agency airlines alliance army assembly association authority authorities ballroom bank
    board bureau cabinet campaign center centre centers chamber church club clinic co coalition college command
    commission committee company conference congress consortium corporation corp council court daily department
    embassy exchange federation force forces forum foundation front fund government group herald hospital house
    inc industries institute institution insurance journal laboratory league legislature ltd magazine media ministry
    mission monitor movement museum navy network networks news newspaper office organisation organization
    parliament party police post radio channel press prosecution prosecutors regime registry research school
    secretariat senate service services society staff station statistics studios survey team partners
    holdings associates consulting consultancy telegraph television
    times tribune tribunal trust union university watchdog bloc ministry squad firm llc plc patrol ministry
    """
)
# Words with which an institution's name goes on after "of" or "for".
OF_INSTITUTIONS = INSTITUTIONS | _set("centers bureau ministry library")

# Capitalised words that begin sentences or stand by themselves and are no part of a name.
STOP = _set(
    """
    a about above according across add added adding after again against ago ahead all almost along already also
    although always am amid among an and another any anyone anything are around as asked at away back be because
    been before behind being below beneath beside besides between beyond both but by can cannot can't could
    despite did didn't do does doesn't doing don't down due during each earlier either else even ever every
    everyone everybody everything except few finally first five following for former four from further
    get given go good got had has have having he he'd he'll he's hello hence her here here's hers herself
    him himself his how however i i'd i'll i'm i've if in including indeed inside instead into is isn't it
    it'd it'll it's its itself just last late lately later least less let let's like likewise many may maybe me
    meanwhile might mine more moreover most much must my myself near nearly neither never nevertheless new
    next no nobody none nonetheless nor not nothing now of off often oh ok okay on once one only onto
    or other others otherwise our ours ourselves out outside over own part past per perhaps please plus
    previously quite rather read really regarding related same say says see seen several shall she she'd
    she'll she's should similarly since six so some somebody somehow someone something sometimes soon speaking
    still such ten than thank thanks that that's the their theirs them themselves then there there's thereby
    therefore these they they'd they'll they're they've thing things think third this those though three
    through throughout thus till to today together tomorrow tonight too toward towards two under unless
    unlike until up upon us use very via was wasn't we we'd we'll we're we've well were what what's
    whatever when whenever where whereas wherever whether which while who whoever whole whom whose why will with
    within without won't would wow yes yesterday yet you you'd you'll you're you've your yours yourself
    photo image video source sources watch updated copyright share advertisement
    """
)
DAYS = _set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter"""
)
# Capitalised words before a name that belong to no title: where somebody comes from or stands.
ATTRIBUTES = _set(
    """african american arab asian catholic christian conservative democrat democratic gop hispanic independent
    jewish labour latino liberal muslim republican tory former then acting ex interim incoming outgoing european
    western"""
)

# Places by one word that are neither countries nor capitals, and so never speak.
PLACES = _set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana
    iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
    nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming manhattan
    brooklyn chicago boston philadelphia dallas houston atlanta miami seattle detroit denver phoenix cleveland
    europe asia africa america caucasus scotland wales england siberia crimea chechnya dagestan abkhazia
    manchester liverpool glasgow edinburgh birmingham munich hamburg frankfurt milan barcelona istanbul mumbai
    shanghai sydney melbourne toronto montreal vancouver
    """
)

# Nouns by which an article calls an institution that it never writes with capitals ("the roads authority").
COLLECTIVES = INSTITUTIONS - _set(
    "campaign team network station force forces front fund house journal times monitor movement post press media co"
) | _set(
    """
    airline airport bakery broadcaster brewery choir consulate cooperative crew directorate faculty festival gallery
    insurer inquiry jury library manufacturer municipality observatory opera operator orchestra panel prefecture
    publisher railway refinery regulator retailer supermarket syndicate taskforce theatre theater zoo
    """
)
# Of these there are so many that one without any description names none: "the company", "the ministry".
GENERIC_COLLECTIVES = INSTITUTIONS - _set(
    "academy church choir college embassy hospital museum police school university parliament tribunal"
) | _set("airline broadcaster insurer manufacturer operator panel publisher regulator retailer crew inquiry")
# What somebody has written or said: its owner speaks.
DOCUMENTS = _set("letter statement report speech communiqué article post message tweet memo petition manifesto")
# Experts who speak for the institution that they are named with: "economists at Harrow Lane Partners".
AFFILIATES = _set("economists analysts researchers scientists experts strategists authors academics scholars")

PRONOUNS = {
    "he": "male", "she": "female", "him": "male", "her": "female", "himself": "male", "herself": "female",
    "his": "male", "hers": "female", "they": "many", "them": "many", "it": "thing", "i": "self", "we": "selves",
    "me": "self", "us": "selves", "my": "self", "our": "selves", "who": "relative", "which": "relative",
    "that": "relative", "their": "many", "its": "thing",
}  # fmt: skip

# Sources that name nobody, however definite they look.
UNNAMED = _set(
    """
    sources source officials insiders residents people persons men women witnesses critics supporters experts
    analysts observers reports report rumors rumours some many several others most few one someone somebody
    anyone everybody everyone nobody diplomats lawmakers activists protesters reporters journalists economists
    investors scientists researchers prosecutors lawyers aides advisers leaders politicians voters democrats
    republicans conservatives liberals opponents families relatives friends neighbors neighbours members
    data figures documents records polls numbers results parents students doctors users fans viewers readers
    americans workers
    """
)
# Nouns that end like those for people ("writer", "actor", "list") and are none.
THINGS = _set(
    """answer banner border chamber chapter character charter checklist computer congress container corner counter
    cover customer danger december disaster dinner dollar error factor fever fighter filter finger folder gender harbor
    helicopter honor humor laughter layer letter liquor manner master matter meter mirror monitor motor newsletter
    newspaper november number october offer order other paper parameter poster power process progress quarter register
    river rumor semester sensor september sector server shelter shortlist shoulder success summer theater thriller
    tower tractor trailer transfer twister vector water weather whisper winter access business stress
    press illness weakness happiness readiness fairness darkness address excess loss"""
) - _set("customer fighter master monitor")
INDEFINITE = _set("a an some one another several two three four five many few any no various multiple other")
DETERMINERS = _set("the this that these those his her its their our my both each")
PREPOSITIONS = _set(
    "of for at in on to from with by about under within against among behind during near over who whose which that"
)
# Titles of the book whose holders an article may call by surname alone, from the first.
LEADING_TITLES = frozenset(
    (
        "president", "vice president", "prime minister", "foreign minister", "defence minister", "secretary of state",
        "secretary general", "high representative", "commission president", "council president", "supreme leader",
    )
)  # fmt: skip
LEADING = {
    "leads": "leader", "led": "leader", "heads": "head", "headed": "head", "chairs": "chair", "chaired": "chair",
    "runs": "head", "ran": "head", "founded": "founder", "owns": "owner", "directs": "director", "teaches": "teacher",
    "represents": "representative", "coaches": "coach", "edits": "editor", "manages": "manager",
}  # fmt: skip
