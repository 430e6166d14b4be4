"""Common given names and the gender that they usually go with: facts, not a judgement about anybody.

The lists cover names that are frequent in English-language news and in the South Caucasus and its neighbours.
Names that go with either gender stand in ``EITHER``.
"""

from __future__ import annotations

MALE = frozenset(
    """
    aaron abdul abdullah abraham adam adel adrian ahmad ahmed ajay akbar alan albert aleksandr aleksander
    aleksei alexander alexandre alexei alexey alfred ali alistair allan allen alvaro amir anatoly anders andre
    andreas andrei andrew andrey andy angelo angus anil anthony antoine anton antonio antony aram ararat archil
    ariel armen armin arnaud arnold arsen artak artem arthur artur arturo ashot asif asim austin avraham ayman
    babken bahram barack barry bart bashar ben benjamin benny bernard bernie bertrand bill billy bob bobby boris
    brad bradley brandon brendan brent bret brett brian bruce bruno bryan burak byron caleb carl carlo carlos
    cedric cem charles charlie chad chet chuck christian christoph christophe christopher chuck clarence claude
    claudio clay clayton clifford clint clinton clive cody cole colin conor corey cory craig curtis cyril cyrus
    dale dan daniel danny darrell darren dave david davit dean denis dennis derek derrick devin diego dieter
    dimitri dirk dmitri dmitriy dmitry dominic dominique don donald doug douglas drew duncan dustin dwayne dwight
    earl ed eddie eduard edmund eduardo edward edwin egor elchin eldar elliot elliott elmar elon elton emanuel
    emil emilio emin emmanuel emmett enrico enrique eric erich erik ernest ernesto ernst erwin ethan eugene evan
    farhad farid faisal federico felipe felix fernando fikret florian francesco francis francisco franco francois
    frank frans fred frederic frederick fredrik friedrich fuad fyodor gabriel gagik garegin garry garth gary
    gavin gennady geoff geoffrey georg george georges georgi georgy gerald gerard gerhard gert gianni gilbert
    giles giorgi giorgio giovanni giuseppe glen glenn gordon graham grant greg gregory grigory guenter guillaume
    guillermo gunter gunther gurban guy hakan hakob hamid hamlet hans harold harry haruto harvey hassan hayk
    hector heiko heinrich helmut henri henrik henry herbert herman hikmet hiroshi horst hossein hovik hovhannes
    howard hrachya hugh hugo hulusi hussein ian ibrahim igor ilham ilia ilya imangali imran ion irakli isaac
    isaiah ismail israel ivan jack jackson jacob jacques jaime jake jakob james jamal jamil jared jason javad
    javier jay jeff jeffrey jens jeremiah jeremy jermaine jerome jerry jesse jesus jeyhun jim jimmy joachim joao
    joaquin joe joel joerg johan johann johannes john johnny jon jonas jonathan jorge jose josef joseph josep
    josh joshua juan jules julian julio julius jurgen justin kamal kamran kareem karen karl kassym keith ken
    kenneth kent kevin khalid khazar kiril kirill kirk klaus kofi konstantin kurt kyle lachlan lamar lars larry
    laurence laurent lawrence lazar lee leo leon leonard leonardo leonid leroy levan levon lewis liam linus
    lionel lloyd logan lorenzo lou louis luc luca lucas luis luiz luka lukas luke luther magnus mahmoud malcolm
    malik mamuka manfred manuel marat marc marcel marco marcos marcus mariano mario mark markus marshall martin
    marty marvin massimo mathew mathias matt matteo matthew matthias maurice mauricio max maxim maximilian mehdi
    mehmet melvin michael michel miguel mihail mikael mike mikhail miklos milan milo milton mitch
    mitchell mitt mher mohamed mohammad mohammed mohsen moritz moses muhammad murad murat mustafa narek nasser
    nathan nathaniel ned neil nelson newt nicholas nick nicolas nicolae nigel niklas nikol nikola nikolai
    nikolay nikolaus nikita norman nuno oleg oleh oliver olivier omar omer orkhan oscar oskar osman otto owen
    pablo paolo pascal patrick paul paulo pavel pedro percy pete peter petr petro philip philipp philippe phil
    pierre pyotr qasim quentin rafael rahul raj rajiv ralph ramin ramon ramil randall randy rashid raul ray
    raymond recep reggie reid reza rex ricardo richard rick ricky rob robert roberto rod rodney rodrigo roger
    roland rolf roman ron ronald ronnie ross roy ruben rubik rudolf rudolph rudy rufat rupert ruslan russell
    rustam ryan sadyr sajid salvador samir samuel samvel sandro sanjay santiago sargis sasha scott sean sebastian
    sebastien serdar sergei sergey sergej sergio serge serj seth seymour shahin shane shaun shavkat shawn sheldon
    shinzo sidney silvio simon spencer stanislav stanley stefan stefano stepan stephan stephane stephen steve
    steven stewart stuart sven taras ted tedros teodoro terrence terry theo theodore thierry thomas tigran tim
    timothy timur tobias toby todd tom tomas tommy tony toivo travis trent trevor troy tucker tyler ulrich umar
    urban vache vadim vagif vahagn vahan vahe valentin valery varuzhan vasily vaughn vazgen vernon victor
    vigen viktor viktar vince vincent vitaly vito vlad vladimir volker volodymyr vyacheslav waldemar wallace walter
    warren wayne wendell werner wesley wilfred wilhelm will willem william willie winston wolfgang woody xavier
    yair yakov yannick yaroslav yasser yevgeny yitzhak yohannes yuri yuriy yury yusuf yves zachary zaur zurab
    """.split()
)

FEMALE = frozenset(
    """
    abigail ada adele adriana agnes aida aisha alana alberta alexandra alice alicia alina alison allison alma
    alyssa amal amanda amber amelia amina amy ana anahit anastasia andrea angela angelica angelina anika anita ann
    anna annabel annalena anne annegret annette annie antonia april araksya ariana arlene arpine ashley astrid
    audrey aurora ava aylin ayse aysel barbara beata beatrice beatrix becky belinda bella bernadette bertha beth
    bethany betsy betty beverly bianca bonnie brenda briana bridget brigitte brittany brooke camilla camille candace
    candice carla carly carmen carol carole carolina caroline carolyn carrie cassandra catherine cathy cecilia
    celeste celia charlotte chelsea cheryl chloe christiane christie christina christine cindy claire clara
    claudia colleen connie constance cora corinne courtney crystal cynthia daisy daniela danielle daphne darlene
    dawn deanna debbie deborah debra delia delphine denise desiree diana diane dianne dina dolores dominika donna
    dora doreen doris dorothea dorothy edith edna eileen elaine elaina eleanor elena eleonora eliza elisa elisabeth
    elizabeth ella ellen elsa elvira emilia emily emine emma erica erika erin esther ethel eugenia eunice eva eve
    evelyn faith fatima fatma federica felicia fiona florence frances francesca franziska frida gabriela gabriella
    gabrielle gail galina gayane gemma genevieve georgia georgina geraldine gertrude gina ginger giorgia gisela
    giulia gladys glenda gloria grace greta gretchen guadalupe gwen gwendolyn hanna hannah harriet hasmik hazel
    heather heidi heike helen helena helene helga hilary hilda hillary holly hope huma ilana ilaria imani ines inga
    ingrid irene irina iris irma isabel isabella isabelle ivana ivanka ivy jackie jacqueline jacquelyn jada jamila
    jane janet janice janine jasmine jeanette jeanine jeanne jenna jennie jennifer jenny jessica jill jo joan joann
    joanna joanne jodi josefina josephine joy joyce juanita judith judy julia juliana julianne julie juliet june
    kaja kamala karin karina karla kate katherine kathleen kathryn kathy katia katie katja katrina katy kay kayla
    kayleigh kellyanne kendra kerstin kimberly kirsten klara kristen kristi kristin kristina krystal lara larissa
    laura lauren laurie lea leah leila lena lenore leonor leticia leyla lidia liana lila lilian lilit liliana
    lillian lily lina linda lindsey lisa lois lola loretta lori lorraine louisa louise lucia luciana lucie lucille
    lucy ludmila luisa lydia lynda lynette lyudmila mabel maddie madeleine madeline mae magda magdalena maggie maia
    maka malala mallory mandy marcia margaret margarita margot maria mariam marian marianne marie marietta marilyn
    marina marine marissa marjorie marla marlene marsha marta martha martina mary maryam masha matilda maureen
    maxine maya meg megan meghan melanie melania melinda melissa mercedes meredith mehriban meryl mia michaela michele
    michelle mildred mimi mina mindy miranda miriam misty mitzi moira molly mona monica monika muriel myra myrna
    nadezhda nadia nadine nancy naomi narine nastya natalia natalie natasha neda nellie nicola nicole nigar nikki
    nina nino noelle nona noor nora norma nune odette olena olga olivia olympia oprah ornella paige paloma pamela
    patience patricia patsy patty paula paulette pauline pearl peggy penelope penny petra phoebe phyllis polly
    priscilla priya rachel rachael ramona raquel rebecca regina rena renata renee rhonda rita roberta
    rochelle rosa rosalind rosalie rosanna rose rosemary rowena roxana roxanne ruth ruzanna sabina sabine sabrina
    sadie sally salome samantha sandra sara sarah sasha savannah selena selma serena shannon sharon sheila shelley
    sherri sherry sheryl shirin shirley shushan sigrid silvia simone siobhan sofia sofie sonia sonja sonya sophia
    sophie stacey stacy stefania stella stephanie sue susan susana susanna susanne suzanne svetlana sylvia sylvie
    tabitha tamar tamara tammy tania tanya tara tatiana tatyana teresa teri tess tessa thea thelma theresa therese
    tiffany tina tonya tracy tricia trisha trudy ulrike ursula valentina valerie vanessa vera verena veronica
    veronika vicki vicky victoria viktoria viola violet virginia vivian viviane wanda wendy whitney wilma winifred
    xenia yana yekaterina yelena yevgenia yolanda yulia yuliya yvette yvonne zaha zainab zara zarina zhanna zoe
    zohra zuzana
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


def gender_of(given_name: str) -> str:
    """``"male"``, ``"female"``, or ``""`` where the name says nothing."""
    name = given_name.casefold()
    if name in EITHER:
        return ""
    male, female = name in MALE, name in FEMALE
    if male == female:
        return ""
    return "male" if male else "female"


def is_given_name(word: str) -> bool:
    """Whether ``word`` is a common given name."""
    name = word.casefold()
    return name in MALE or name in FEMALE or name in EITHER
