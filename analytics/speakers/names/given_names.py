"""Common given names and the gender that they usually go with: facts, not a judgement about anybody.

The lists cover names that are frequent in English-language news and in the South Caucasus and its neighbours.
Names that go with either gender stand in ``EITHER``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MALE = frozenset(
    """
    aaron abdul abdullah abraham adam adel adrian ahmad ahmed ajay akbar aksel alan albert aleksander aleksandr
    aleksei alexander alexandre alexei alexey alfred ali alistair allan allen alvaro amir anatoly anders andre
    andreas andrei andrew andrey andy angelo angus anil anthony antoine anton antonio antony aram ararat archil
    ariel arjun armen armin arnaud arnold arsen artak artem arthur artur arturo ashot asif asim austin avraham
    ayman babken bahram barack barnaby barry bart bashar ben benjamin benny bernard bernie bertrand bilal bill
    billy bob bobby bohumil boris brad bradley bram brandon brendan brent bret brett brian bruce bruno bryan
    burak byron caleb callum carl carlo carlos cedric cem chad charles charlie chet chidi christian christoph
    christophe christopher chuck clarence claude claudio clay clayton clifford clint clinton clive cody cole
    colin colm conor corey cormac cory craig curtis cyril cyrus dale dan daniel danny darrell darren dave david
    davide davit dean denis dennis derek derrick detlef devin diego dieter dimitri dirk dmitri dmitriy dmitry
    dominic dominique don donald doug douglas drew duarte duc duncan dustin dwayne dwight earl eckhart ed eddie
    edmund eduard eduardo edward edwin egor einar elchin eldar elliot elliott elmar elon elton emanuel emeka
    emil emilio emin emmanuel emmett emre enrico enrique eoin eric erich erik ernest ernesto ernst erwin ethan
    etienne eugene evan faisal farhad farid federico felipe felix fergus fernando fikret florian francesco
    francis francisco franco francois frank frans fred frederic frederick fredrik friedrich fuad fyodor gabriel
    gagik garegin garry garth gary gaston gavin gennady geoff geoffrey georg george georges georgi georgy gerald
    gerard gerhard gert gianni gilbert giles giorgi giorgio giovanni giuseppe glen glenn gordon graham grant
    greg gregory grigory guenter guillaume guillermo gunnar gunter gunther gurban guy gyorgy hakan hakob halvard
    hamid hamish hamlet hans harlan harold harry haruto harvey hassan hayk hector heiko heinrich helmut henri
    henrik henry herbert herman hikmet hiroshi hiroto horst hossein hovhannes hovik howard hrachya hugh hugo
    hulusi hussein ian ibrahim idris igor ilham ilia ilya imangali imran ion ionut irakli isaac isaiah ismail
    israel istvan ivan jack jackson jacob jacques jaime jake jakob jamal james jamil jared jason javad javier
    jay jeff jeffrey jens jeremiah jeremy jermaine jerome jerry jerzy jesse jesus jeyhun jim jimmy jiri joachim
    joao joaquim joaquin jochen joe joel joerg johan johann johannes john johnny jon jonas jonathan joost jorge
    jose josef josep joseph josh joshua juan jules julian julio julius jurgen justin kamal kamran kareem karen
    karl kassym keith kemal ken kenji kenneth kent kevin khalid khazar kiril kirill kirk klaus kofi konstantin
    krzysztof kurt kwame kyle lachlan lamar larry lars laszlo laurence laurent lawrence lazar lee leo leon
    leonard leonardo leonid leroy levan levon lewis liam linus lionel lloyd logan lorenzo lou louis luc luca
    lucas luis luiz luka lukas luke luther maarten magnus mahmoud malcolm malik mamuka manfred manuel marat marc
    marcel marco marcos marcus marek mariano mario mark markus marshall martin marty marvin massimo mathew
    mathias matt matteo matthew matthias maurice mauricio max maxim maximilian mehdi mehmet melvin mher michael
    michel miguel mihail mikael mike mikhail miklos milan milo milton minh mircea mitch mitchell mitt mohamed
    mohammad mohammed mohsen moritz moses muhammad murad murat mustafa narek nasser nathan nathaniel ned neil
    nelson newt nicholas nick nicolae nicolas nigel nikita niklas nikol nikola nikolai nikolaus nikolay norman
    nuno oleg oleh oliver olivier omar omer orkhan oscar oskar osman otto owen pablo paolo pascal patrick paul
    paulo pavel pedro percy pete peter petr petro phil philip philipp philippe pierre piet pieter pyotr qasim
    quentin radu rafael rahul raj rajiv ralph ramil ramin ramon randall randy rashid rauf raul ray raymond recep
    reggie reid rex reza ricardo richard rick ricky rob robert roberto rod rodney rodrigo roger rohan roland
    rolf roman ron ronald ronnie ross roy ruben rubik rudolf rudolph rudy rufat rui rupert ruslan russell rustam
    ryan sadyr sajid salvador samir samuel samvel sandro sanjay santiago sargis sasha scott sean sebastian
    sebastien serdar serge sergei sergej sergey sergio serj seth seymour shahin shane shaun shavkat shawn
    sheldon shinzo sidney sigurd silvio simon sipho spencer stanislav stanley stefan stefano stepan stephan
    stephane stephen steve steven stewart stuart sven sverre takeshi taras tariq ted tedros tendai teodoro
    terrence terry theo theodore thiago thierry thijs thomas tigran tim timothy timur tobias toby todd toivo tom
    tomas tomasz tommy tony torbjorn travis trent trevor troy tucker tyler ulrich umar urban uwe vache vaclav
    vadim vagif vahagn vahan vahe valentin valery varuzhan vasco vasily vaughn vazgen vernon victor vigen vikram
    viktar viktor vince vincent vitaly vito vlad vladimir volker volodymyr vyacheslav waldemar wallace walter
    warren wayne wei wendell werner wesley wilfred wilhelm will willem william willie winston wojciech wolfgang
    woody wouter xavier yair yakov yannick yaroslav yasser yevgeny yitzhak yohannes yuri yuriy yury yusif yusuf
    yves zachary zaur zbigniew zdenek zoltan zurab
    """.split()
)

FEMALE = frozenset(
    """
    abigail ada adaeze adele adriana agnes agnieszka aida ailsa aisha alana alberta alexandra alice alicia alina
    alison allison alma alyssa amal amanda amber amelia amina amy ana anahit ananya anastasia andrea angela
    angelica angelina anika anita anke ann anna annabel annalena anne annegret annette annie annika antonia
    aoife april araksya ariana arlene arpine ashley astrid audrey aurora ava aylin ayse aysel barbara beata
    beatrice beatrix becky belinda bella berit bernadette bertha beryl beth bethany betsy betty beverly bianca
    birgit bonnie bozena brenda briana bridget brigitte brittany brooke camilla camille candace candice carla
    carly carme carmen carol carole carolina caroline carolyn carrie cassandra catherine cathy cecilia celeste
    celia charlotte chelsea cheryl chiara chloe christiane christie christina christine cindy claire clara
    claudia colette colleen connie constance cora corinne cosima courtney crystal cynthia dagmar daisy daniela
    danielle daphne darlene dawn deanna debbie deborah debra deepa defne delia delphine denise desiree diana
    diane dianne dina dolores dominika donna dora doreen doris dorothea dorothy edith edna eileen elaina elaine
    eleanor elena eleonora elif elisa elisabeth eliza elizabeth ella ellen elsa elspeth elvira emilia emily
    emine emma erica erika erin esther ethel eugenia eunice eva eve evelyn faith fatima fatma federica felicia
    fiona florence frances francesca franziska freya frida gabriela gabriella gabrielle gail galina gayane gemma
    genevieve georgia georgina geraldine gertrude ghislaine gina ginevra ginger giorgia gisela giulia gladys
    glenda gloria grace greta gretchen guadalupe gudrun gwen gwendolyn hanna hannah harriet hasmik hazel heather
    heidi heike helen helena helene helga hester hilary hilda hillary holly hope huma ilana ilaria ildiko ilona
    imani ines inga ingeborg ingrid inmaculada ioana irene irina iris irma isabel isabella isabelle ivana ivanka
    iveta ivy jackie jacqueline jacquelyn jada jadwiga jamila jane janet janice janine jasmine jeanette jeanine
    jeanne jenna jennie jennifer jenny jessica jill jo joan joann joanna joanne jodi josefina josephine joy
    joyce juanita judith judy julia juliana julianne julie juliet june kaja kamala karin karina karla katalin
    kate katherine kathleen kathryn kathy katia katie katja katrina katy kay kayla kayleigh kellyanne kendra
    kerstin khadija kimberly kirsten klara kristen kristi kristin kristina krystal lakshmi lara larissa laura
    lauren laurie lea leah leila lena lenore leonor leticia leyla liana lidia lila lilian liliana lilit lillian
    lily lina linda lindsey linh lisa liv lois lola loretta lori lorraine lotte louisa louise lucia luciana
    lucie lucille lucy ludmila luisa lydia lynda lynette lyudmila mabel maddie madeleine madeline mae magda
    magdalena maggie maia maja maka malala malgorzata malin mallory mandy marcia margaret margarita margot maria
    mariam marian marianne marie marietta marilyn marina marine marissa marjorie marla marlene marsha marta
    martha martina mary maryam masha matilda maud maureen maxine maya meg megan meghan mehriban mei melania
    melanie melinda melissa mercedes meredith meryl mia michaela michele michelle mildred milena mimi mina mindy
    miranda mireille miriam misty mitzi moira molly mona monica monika morag muriel myra myrna nadezhda nadia
    nadine nancy naomi narine nastya natalia natalie natasha neda nellie ngozi niamh nicola nicole nigar nikki
    nina nino noelle nomsa nona noor nora norma nune nuria oceane odette odile olena olga olivia olympia oprah
    ornella ottilie paige paloma pamela patience patricia patsy patty paula paulette pauline pearl peggy
    penelope penny petra phoebe phyllis pilar polly priscilla priya prudence rachael rachel radka ramona raquel
    rebecca regina rena renata renee rhonda rita roberta rochelle rocio rosa rosalie rosalind rosanna rose
    rosemary roswitha rowena roxana roxanne ruth ruzanna sabina sabine sabrina sadie saga sakura sally salome
    samantha sandra sara sarah sasha savannah selena selma senta serena severine shannon sharon sheila shelley
    sherri sherry sheryl shirin shirley shushan signe sigrid silvia simone siobhan siri sofia sofie solange
    solveig sonia sonja sonya sophia sophie stacey stacy stefania stella stephanie sue sunniva susan susana
    susanna susanne suzanne svetlana sylvia sylvie tabitha tamar tamara tammy tania tanya tara tatiana tatyana
    teresa teri tess tessa thandiwe thea thelma theresa therese tiffany tilda tina tonya tracy tricia trisha
    trudy ulrike ursula valentina valerie vanessa vera verena veronica veronika vicki vicky victoria viktoria
    viola violet virginia vivian viviane wanda wanjiru wendy whitney wiebke wilma winifred xenia xiomara yana
    yekaterina yelena yevgenia yolanda yuki yulia yuliya yvette yvonne zaha zainab zara zarina zdenka zeynep
    zhanna zoe zofia zohra zsofia zuzana
    """.split()
)

EITHER = frozenset(
    """
    alex alexis angel ariel ashton avery bailey blair cameron carmen carey casey chris dakota dana devon dominique
    drew elisha emerson francis gene hayden jackie jaime jamie jan jean jesse jessie jody jordan jude karen kelly
    kelsey kerry kim kris kyle lane lee leigh leslie lindsay logan lynn marion mackenzie morgan nicky noel parker
    pat paris peyton quinn reagan reese riley robin rory rowan sage sam sandy sasha shannon shay shelby sidney
    skyler stacy sydney taylor terry toni tracey tyler val yan
    """.split()
)


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    """The first part of a name without accents: "helene" for "Hélène", "marie" for "Marie-Luise"."""
    letters = unicodedata.normalize("NFKD", name.casefold().partition("-")[0])
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def gender_of(given_name: str) -> str:
    """``"male"``, ``"female"``, or ``""`` where the name says nothing."""
    name = _plain(given_name)
    if name in EITHER:
        return ""
    male, female = name in MALE, name in FEMALE
    if male == female:
        return ""
    return "male" if male else "female"


def is_given_name(word: str) -> bool:
    """Whether ``word`` is a common given name."""
    name = _plain(word)
    return name in MALE or name in FEMALE or name in EITHER
