"""The texts of the set: short pieces of news, made up for it, one for each script and case."""

TEXTS = {
    "latin": ("en", """Office staff find the affluent suburb difficult
The office of the chief finance officer confirmed on Friday that five floors of the building were flooded. “The first effect was terrific,” said Fiona Griffith, a baffled official, “and the offices are unfit for staff.”
Efficient firefighters shuffled the files to a safe flat nearby; the waffle café at 14 Cliff Street lost 2,500 coffee filters – roughly 3.5 % of its stock. Nobody was injured, the authorities said in an unofficial afterword."""),
    "spaced": ("en", """A grasshopper on the meadow
A grasshopper sat on the meadow and sang all summer long. An ant passed by with a grain of wheat.
Why do you not rest, asked the grasshopper? Winter is near, the ant replied, and went on."""),
    "hyphens": ("de", """Donaudampfschifffahrt fährt wieder regelmäßig
Die Verwaltungsgerichtsbarkeit hat die Genehmigung der Donaudampfschifffahrtsgesellschaft bestätigt. Straßenbahnhaltestellen, Sicherheitsvorkehrungen und Naturschutzgebiete seien ausreichend berücksichtigt, teilte die Regierungssprecherin überraschend mit.
Die österreichische Umweltschutzorganisation kündigte Widerspruch an. „Die Rechtsschutzversicherung übernimmt alles“, erklärte Geschäftsführer Jörg Müßig."""),
    "columns": ("en", """Two columns of news
The river rose by two metres during the night, and the bridge in the old town was closed to all traffic. Hundreds of people left their homes before dawn. The mayor thanked the volunteers who had filled sandbags since Tuesday.
Farmers fear for the harvest. Fields along the lower river stand under water, and several barns were damaged. Insurance companies expect many claims in the coming weeks.
The weather service sees an end of the rain on Sunday. Schools remain closed until further notice, and trains to the capital run only every two hours."""),
    "cyrillic": ("ru", """В городе открыли новый мост
Мост через реку Светлую открыли в пятницу утром. По словам мэра Анны Лебедевой, строительство обошлось в 3,5 миллиарда рублей и продолжалось четыре года.
«Мы ждали этого дня очень долго», — сказала жительница посёлка Ёлкино. Движение автобусов № 12 и № 47 начнётся в понедельник."""),
    "greek": ("el", """Άνοιξε η νέα γέφυρα του ποταμού
Η νέα γέφυρα παραδόθηκε στην κυκλοφορία την Παρασκευή. Ο δήμαρχος Νίκος Παπαδάκης δήλωσε ότι το έργο κόστισε 3,5 εκατομμύρια ευρώ.
«Περιμέναμε αυτή την ημέρα πολλά χρόνια», είπε μια κάτοικος. Τα λεωφορεία θα περνούν κάθε είκοσι λεπτά· η ΰλη και το προϊόν φτάνουν ευκολότερα."""),
    "arabic": ("ar", """افتتاح الجسر الجديد في المدينة
افتتحت البلدية يوم الجمعة الجسر الجديد على النهر الكبير. وقال رئيس البلدية أحمد الخطيب إن المشروع كلّف 3.5 مليون دينار واستغرق أربع سنوات.
وأضافت إحدى الساكنات (وهي معلمة) أن الأهالي انتظروا هذا اليوم طويلا. وستبدأ الحافلات العمل صباح الاثنين، لا قبل الساعة 7:30."""),
    "hebrew": ("he", """הגשר החדש נפתח לתנועה
העירייה פתחה ביום שישי את הגשר החדש מעל הנהר הגדול. ראש העיר דן כרמלי אמר כי הפרויקט עלה 3.5 מיליון שקלים ונמשך ארבע שנים.
תושבת השכונה (מורה במקצועה) סיפרה שהתושבים חיכו ליום הזה זמן רב. האוטובוסים יתחילו לפעול ביום שני בשעה 7:30."""),
    "devanagari": ("hi", """शहर में नया पुल खुला
नगर निगम ने शुक्रवार को नदी पर बने नए पुल का उद्घाटन किया। महापौर अर्चना शर्मा ने कहा कि इस परियोजना पर साढ़े तीन करोड़ रुपये खर्च हुए और काम चार वर्ष चला।
एक स्थानीय शिक्षिका ने बताया कि लोग इस दिन की प्रतीक्षा वर्षों से कर रहे थे। बसें सोमवार की सुबह से चलेंगी।"""),
    "thai": ("th", """เปิดสะพานใหม่ในเมือง
เทศบาลเปิดสะพานใหม่ข้ามแม่น้ำเมื่อวันศุกร์ นายกเทศมนตรีกล่าวว่าโครงการนี้ใช้งบประมาณสามล้านบาทและใช้เวลาสี่ปี
ครูคนหนึ่งเล่าว่าชาวบ้านรอวันนี้มานานแล้ว รถประจำทางจะเริ่มวิ่งในเช้าวันจันทร์"""),
    "hans": ("zh-Hans", """城市新大桥正式通车
市政府星期五宣布，横跨大河的新大桥正式通车。市长王立民说，工程耗资三亿五千万元，历时四年，共有2600名工人参加建设。
“我们等这一天等了很久。”一位住在附近的老人说。公共汽车将于星期一早上开始运行，长途车站的见面广场也将重新开放。"""),
    "hant": ("zh-Hant", """城市新大橋正式通車
市政府星期五宣布，橫跨大河的新大橋正式通車。市長王立民說，工程耗資三億五千萬元，歷時四年，共有2600名工人參加建設。
「我們等這一天等了很久。」一位住在附近的老人說。公共汽車將於星期一早上開始運行，長途車站的見面廣場也將重新開放。"""),
    "japanese": ("ja", """新しい橋が開通した
市は金曜日、大きな川にかかる新しい橋の開通式を行った。佐藤市長は「工事には四年かかり、費用は三億五千万円だった」と述べた。
近くに住む女性は「この日をずっと待っていました」と話した。バスは月曜日の朝から運行する。"""),
    "korean": ("ko", """새 다리가 개통되었다
시는 금요일에 큰 강을 건너는 새 다리를 개통했다. 김민수 시장은 공사에 4년이 걸렸고 비용은 35억 원이었다고 말했다.
근처에 사는 한 교사는 주민들이 이날을 오래 기다렸다고 전했다. 버스는 월요일 아침부터 운행한다."""),
    "mixed-arabic": ("ar", """شركة Microsoft تعلن عن Windows 11 في 2021
قالت قناة BBC News العربية (bbc.com/arabic) إن سعر سهم Apple ارتفع إلى 178.25 دولارا، أي بنسبة 4.5 بالمئة.
وأوضح المدير «لا نعلّق على الشائعات» في بيان نشر على Twitter يوم 12/05/2023 عند الساعة 10:45."""),
    "mixed-hebrew": ("he", """חברת Google מציגה את Pixel 8 ב-2023
לפי דיווח של Reuters (אתר reuters.com), המניה עלתה ל-178.25 דולר, כלומר ב-4.5% ביום אחד.
דובר החברה אמר: "לא נגיב לשמועות [בינתיים]". ההודעה פורסמה ב-Facebook בתאריך 12/05/2023."""),
}

FONTS = {
    "ru": "Noto Serif", "el": "Noto Serif", "en": "Noto Serif", "de": "Noto Serif", "ar": "Noto Sans Arabic",
    "he": "Noto Sans Hebrew", "hi": "Noto Sans Devanagari", "th": "Noto Sans Thai", "zh-Hans": "Noto Sans CJK SC",
    "zh-Hant": "Noto Sans CJK TC", "ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR",
}
FILES = {
    "ru": "NotoSerif-Regular.ttf", "el": "NotoSerif-Regular.ttf", "en": "NotoSerif-Regular.ttf", "de": "NotoSerif-Regular.ttf",
    "ar": "NotoSansArabic-Regular.ttf", "he": "NotoSansHebrew-Regular.ttf", "hi": "NotoSansDevanagari-Regular.ttf",
    "th": "NotoSansThai-Regular.ttf",
}
RTL = {"ar", "he"}
UNSPACED = {"zh-Hans", "zh-Hant", "ja", "th"}
