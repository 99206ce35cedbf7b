"""Words that people in a hurry write right behind a time: "3시회의", "8시에깨워줘"."""

from panager.when.model.components import Before, Clock, Date, DayShift, Later, Weekday

GLUED = (
    r"(?:회의|회식|미팅|약속|예약|병원|치과|은행|공항|출발|도착|출근|퇴근|출장|여행|이사|휴가|알람|알림|알려|"
    r"리마인|깨워|일어나|전화|통화|연락|문자|수업|강의|학원|과제|숙제|시험|면접|면담|상담|발표|보고|생일|제사|"
    r"결혼식|돌잔치|모임|행사|파티|세미나|스터디|마감|제출|신청|등록|접수|점검|검진|진료|배송|택배|입금|송금|"
    r"이체|결제|납부|운동|헬스|영화|공연|기차|비행기|버스|식사|시작|만나|만남|보자|가자|하자)"
)
"""Only words that go with a time: any other one may make another word of it."""
GLUEABLE = (Clock, Date, DayShift, Weekday, Later, Before)
"""What stands before them; a part of the day does not: "새벽배송", "아침운동" are things."""
