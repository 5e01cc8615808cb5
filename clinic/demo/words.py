"""Short texts of session records, in the language in which their therapist writes."""

from random import Random
from typing import NamedTuple

from clinic.domain.words import Language


class Texts(NamedTuple):
    s: str
    o: str
    a: str
    p: str


#: By how the pain moved since the last visit.
SAID = {
    Language.ENGLISH: {
        "first": (
            "Aches after sitting at the desk; stiff in the morning for half an hour.",
            "Began after carrying boxes; worse when bending, eased by warmth.",
            "Tight since a long drive; sleeps badly on the sore side.",
            "Comes and goes for months; now most days, worst in the evening.",
        ),
        "better": (
            "Much easier for two days after the last session, still good now.",
            "Could sit through a whole film. Stiff only on waking.",
            "Walks every day again; hardly thinks of it at work.",
            "Slept through on most nights.",
        ),
        "same": (
            "About the same; good on the day itself, back to usual after two.",
            "No clear change. Busy week, little movement.",
            "Better on some days; still sore when getting out of the car.",
        ),
        "worse": (
            "Flared up after moving furniture at the weekend.",
            "Worse since a cold night; pulls on bending forward.",
            "Sore for a day after the last session, then as before.",
        ),
    },
    Language.KOREAN: {
        "first": (
            "오래 앉아 있으면 뻐근하고 아침에 30분 정도 뻣뻣함.",
            "짐을 옮긴 뒤 시작됨. 숙일 때 심하고 따뜻하게 하면 나아짐.",
            "장거리 운전 후 당김. 아픈 쪽으로 누우면 잠을 설침.",
            "몇 달째 나아졌다 심해졌다 함. 요즘은 거의 매일, 저녁에 심함.",
        ),
        "better": (
            "지난번 이후 이틀은 아주 편했고 지금도 괜찮음.",
            "한 시간 넘게 앉아 있어도 괜찮음. 일어날 때만 뻣뻣함.",
            "매일 산책 가능. 일할 때 거의 신경 쓰이지 않음.",
            "요즘은 깨지 않고 잘 잠.",
        ),
        "same": (
            "비슷함. 받은 날은 좋은데 이틀 지나면 원래대로.",
            "큰 변화 없음. 바빠서 거의 움직이지 못함.",
            "좋은 날도 있으나 차에서 내릴 때는 여전히 아픔.",
        ),
        "worse": (
            "주말에 가구를 옮긴 뒤 심해짐.",
            "추운 날 이후 더 당김. 앞으로 숙이면 아픔.",
            "지난번 다음 날 하루 뻐근했고 이후는 비슷함.",
        ),
    },
}
SEEN = {
    Language.ENGLISH: (
        "Firm band on the sore side, tender to medium pressure.",
        "Less guarding than last time; bends to mid-shin.",
        "Tone even on both sides; skin warm and clear.",
        "Turns freely to both sides, end of movement stiff.",
        "Trigger point reproduces the known ache, fades within a minute.",
    ),
    Language.KOREAN: (
        "아픈 쪽에 단단한 띠가 만져지고 보통 압력에 압통.",
        "지난번보다 긴장이 줄었고 정강이 중간까지 숙여짐.",
        "좌우 긴장 비슷함. 피부 이상 없음.",
        "양쪽 회전 원활, 끝 범위에서 뻣뻣함.",
        "압통점을 누르면 평소 통증이 재현되나 1분 내 줄어듦.",
    ),
}
JUDGED = {
    Language.ENGLISH: {
        "first": ("Muscular, no sign of nerve involvement. Suitable for massage.",),
        "better": ("Responding well.", "On course; load tolerance is growing."),
        "same": ("Slow response; look at sitting habits.", "Steady, no new signs."),
        "worse": ("Flare-up, no red flags on asking.", "Irritable today: milder pressure."),
    },
    Language.KOREAN: {
        "first": ("근육성으로 보이며 신경 증상 없음. 시술 가능.",),
        "better": ("반응 좋음.", "경과 양호, 활동량 증가."),
        "same": ("반응이 느림. 앉는 습관 확인 필요.", "유지 중, 새로운 증상 없음."),
        "worse": ("일시적 악화, 위험 신호 없음을 확인함.", "예민한 상태라 압력을 낮춤."),
    },
}
PLANNED = {
    Language.ENGLISH: (
        "Same again in a week; two short walks a day.",
        "Continue, a little firmer if today sits well.",
        "Stretch shown, three times a day. Next visit in ten days.",
        "Space the visits out if the next week is as good.",
    ),
    Language.KOREAN: (
        "일주일 뒤 같은 방식으로. 하루 두 번 짧게 걷기.",
        "오늘 반응이 좋으면 다음번 압력을 조금 올림.",
        "스트레칭 하루 세 번 안내. 열흘 뒤 방문.",
        "다음 주도 좋으면 방문 간격을 늘리기로 함.",
    ),
}
RESTED = {
    Language.ENGLISH: Texts("Came to unwind.", "", "", ""),
    Language.KOREAN: Texts("휴식을 원해 방문함.", "", "", ""),
}
ADVERSE = {
    Language.ENGLISH: "Light-headed on sitting up. Rested ten minutes with water, left feeling well.",
    Language.KOREAN: "일어날 때 어지러움. 10분 쉬고 물을 마신 뒤 괜찮아져 귀가함.",
}
ADDENDA = {
    Language.ENGLISH: (
        "The tender point was on the right, not the left.",
        "Client rang in the evening: slept well, no soreness.",
    ),
    Language.KOREAN: (
        "압통점은 왼쪽이 아니라 오른쪽이었음.",
        "저녁에 전화로 확인함. 잘 잤고 뻐근함 없음.",
    ),
}
SENT_AWAY = {
    Language.ENGLISH: Texts(
        "Feels feverish since last night, aching all over.", "38.4 °C.", "", ""
    ),
    Language.KOREAN: Texts("어젯밤부터 열이 나고 온몸이 쑤심.", "체온 38.4 °C.", "", ""),
}
#: Why a therapist decided as they did about a stop, or dismissed or closed a note.
ADAPTED = {
    Language.ENGLISH: "Light pressure only, lower back for ten minutes at most, no heat.",
    Language.KOREAN: "약한 압력으로만, 허리는 10분 이내, 온열은 제외.",
}
OVERRIDDEN = {
    Language.ENGLISH: "Liver values normal for two years, doctor rang back and agrees; letter follows.",
    Language.KOREAN: "2년째 간 수치 정상이며 주치의가 전화로 동의함. 소견서는 추후 제출.",
}
CLEARED = {
    Language.ENGLISH: "The neck injury was five months ago and the doctor has nothing against it.",
    Language.KOREAN: "목 부상은 다섯 달 전이고 병원 치료가 끝난 것을 확인함.",
}
REFERRED = {
    Language.ENGLISH: "Fever today: no massage, advised to see a doctor.",
    Language.KOREAN: "오늘 발열이 있어 시술하지 않고 진료를 권함.",
}
SEEN_BY_DOCTOR = {
    Language.ENGLISH: "Seen by the doctor: a virus, over since Sunday. Massage is fine.",
    Language.KOREAN: "진료 결과 바이러스 감염이었고 회복됨. 마사지 가능하다는 의견.",
}
DISMISSED = {
    Language.ENGLISH: "Long healed, asked and looked.",
    Language.KOREAN: "오래전에 나았음을 확인함.",
}


def texts(rng: Random, language: Language, moved: str) -> Texts:
    """What a therapist writes in two minutes; not every field is filled every time."""
    return Texts(
        s=rng.choice(SAID[language][moved]),
        o=rng.choice(SEEN[language]) if rng.random() < 0.8 else "",
        a=rng.choice(JUDGED[language][moved]) if rng.random() < 0.7 else "",
        p=rng.choice(PLANNED[language]) if rng.random() < 0.75 else "",
    )
