"""Words that do not indicate a text's subject, by language.

The English list is scikit-learn's (University of Glasgow, BSD licence), copied because importing scikit-learn would take longer than
the rest of the queue's first answer. Those of other languages are the library stop-words'.
"""

from review.domain.texts.languages import ENGLISH
from review.domain.texts.stemming import listed_stop_words

_LISTED = """
a about above across after afterwards again against all almost alone along already also although always am
among amongst amoungst amount an and another any anyhow anyone anything anyway anywhere are around as at
back be became because become becomes becoming been before beforehand behind being below beside besides
between beyond bill both bottom but by call can cannot cant co con could couldnt cry de describe detail do
done down due during each eg eight either eleven else elsewhere empty enough etc even ever every everyone
everything everywhere except few fifteen fifty fill find fire first five for former formerly forty found
four from front full further get give go had has hasnt have he hence her here hereafter hereby herein
hereupon hers herself him himself his how however hundred i ie if in inc indeed interest into is it its
itself keep last latter latterly least less ltd made many may me meanwhile might mill mine more moreover
most mostly move much must my myself name namely neither never nevertheless next nine no nobody none noone
nor not nothing now nowhere of off often on once one only onto or other others otherwise our ours
ourselves out over own part per perhaps please put rather re same see seem seemed seeming seems serious
several she should show side since sincere six sixty so some somehow someone something sometime sometimes
somewhere still such system take ten than that the their them themselves then thence there thereafter
thereby therefore therein thereupon these they thick thin third this those though three through throughout
thru thus to together too top toward towards twelve twenty two un under until up upon us very via was we
well were what whatever when whence whenever where whereafter whereas whereby wherein whereupon wherever
whether which while whither who whoever whole whom whose why will with within without would yet you your
yours yourself yourselves
"""

STOP_WORDS = frozenset(_LISTED.split())


def stop_words(language: str) -> frozenset[str]:
    """The words of a language, given by its code, that do not indicate a subject; none if there is no list of them."""
    return STOP_WORDS if language == ENGLISH else listed_stop_words(language)
