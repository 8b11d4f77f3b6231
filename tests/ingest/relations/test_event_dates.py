"""Which day a tie is given."""

from ingest.article import Article
from ingest.pipeline import extract

FAR_THANKS = (
    "استقبل وزير الخارجية الأردني أيمن الصفدي، اليوم الجمعة، وزير الخارجية المصري سامح شكري في عمان.\n"
    "وتناولت المباحثات عددا من القضايا.\n"
    "وأكد الجانبان أهمية التنسيق.\n"
    "وتشهد المنطقة تطورات متسارعة.\n"
    "ويرتبط البلدان بعلاقات واسعة.\n"
    "وفي منشور على منصة إكس، شكر الصفدي وزير الخارجية التركي هاكان فيدان على جهوده.\n"
)


def test_thanks_far_from_the_opening_do_not_take_its_day():
    told = {r.type: r.date for r in extract(Article("x", FAR_THANKS, published="2024-05-10")).relations}
    assert told["hosted"] == "2024-05-10"
    assert told["thanked"] is None
