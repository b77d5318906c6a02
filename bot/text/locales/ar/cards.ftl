### البطاقات: الشركاء والوقائع والمصادر والمساعدة.

date-none = بلا تاريخ
undated = لا يذكر المصدر تاريخاً لأي مما يلي.
date-inferred = { $date } (استنتاجاً)
date-approximate = نحو { $date }
publisher-unknown = ناشر غير مسمّى

partner-title = { $partner } — الشراكة الأمنية مع قطر
all-title = { $partner } — كل ما في السجل
latest-title = أحدث الوقائع المؤرخة
fact-title = { $partner } — واقعة واحدة
partners-title = الشركاء المشمولون
partners-lead = { $count ->
    [zero] لا يغطي السجل أي شريك بعد.
    [one] يغطي السجل شريكاً أمنياً واحداً لقطر.
    [two] يغطي السجل شريكين أمنيين لقطر.
    [few] يغطي السجل { $count } شركاء أمنيين لقطر.
    [many] يغطي السجل { $count } شريكاً أمنياً لقطر.
   *[other] يغطي السجل { $count } شريك أمني لقطر.
}

count-reported = { $count ->
    [zero] لا وقائع منقولة
    [one] واقعة منقولة واحدة
    [two] واقعتان منقولتان
    [few] { $count } وقائع منقولة
    [many] { $count } واقعة منقولة
   *[other] { $count } واقعة منقولة
}
count-planned = { $count ->
    [zero] لا متوقع ولا مقترح
    [one] بند واحد متوقع أو مقترح
    [two] بندان متوقعان أو مقترحان
    [few] { $count } بنود متوقعة أو مقترحة
    [many] { $count } بنداً متوقعاً أو مقترحاً
   *[other] { $count } بند متوقع أو مقترح
}
count-assessed = { $count ->
    [zero] لا آراء
    [one] رأي واحد
    [two] رأيان
    [few] { $count } آراء
    [many] { $count } رأياً
   *[other] { $count } رأي
}
count-sources = { $count ->
    [zero] بلا مصدر
    [one] مصدر واحد
    [two] مصدران
    [few] { $count } مصادر
    [many] { $count } مصدراً
   *[other] { $count } مصدر
}

family-agreements = الاتفاقيات والصناعة
family-meetings = اللقاءات والزيارات
family-military = التعاون الأمني والعسكري
family-information = تبادل المعلومات
family-support = الدعم والوساطة
family-positions = الأهداف والمواقف

not-done = لم يرد أنه وقع: ما يتوقعه المصدر أو يقترحه أو يراه ({ $count })
not-done-some = لم يرد أنه وقع: ما يتوقعه المصدر أو يقترحه أو يراه ({ $shown } من { $count })
legend-reported = ● منقول: يورده المصدر على أنه وقع أو أنه قائم
legend = ○ متوقع · ◇ مقترح · ◌ رأي
page = الصفحة { $page } من { $pages }
source-name = { $publisher }: «{ $title }»
source-name-foreign = { $publisher } ({ $language ->
    [en] بالإنجليزية
   *[other] { $language }
}): «{ $title }»

status-reported = ● منقول
status-expected = ○ متوقع
status-proposed = ◇ مقترح
status-assessed = ◌ رأي
status-reported-meaning = يورده المصدر على أنه وقع أو أنه قائم.
status-expected-meaning = يتوقعه المصدر أو يقول إنه قد يحدث، ولم يرد أنه وقع.
status-proposed-meaning = يعدّه المصدر ممكناً أو مطلوباً أو قيد الدراسة، ولم يرد أنه وقع.
status-assessed-meaning = هذا رأي المصدر نفسه.
status-expected-heading = متوقع
status-proposed-heading = مقترح أو ممكن
status-assessed-heading = رأي المصدر

fact-status = الحالة: { $status }
fact-date-note = عن التاريخ: { $note }
fact-note = ملاحظة: { $note }
fact-actor = ورد فيها ذكر { $name }
fact-actor-role = ورد فيها ذكر { $name } — { $role }
fact-areas = المجالات: { $areas }
fact-carried-by = { $count ->
    [zero] لا مصدر لها.
    [one] يوردها مصدر واحد فقط.
    [two] يوردها مصدران.
    [few] توردها { $count } مصادر.
    [many] يوردها { $count } مصدراً.
   *[other] يوردها { $count } مصدر.
}
fact-checked = روجعت على مصدرها آخر مرة في { $day }.
fact-withdrawn = سُحبت: { $reason }
fact-successor = حلّت محلها { $id }

sources-title = المصادر
sources-title-partner = { $partner } — المصادر
sources-lead = رقم الفقرة في الحاشية هو ترتيب السطر في المقال من دون عدّ الأسطر الفارغة: [1 ¶8] هو السطر الثامن من المصدر الأول.
source-publisher = { $publisher }، { $language ->
    [ar] بالعربية
    [en] بالإنجليزية
   *[other] { $language }
}
source-published = النشر: { $date }
source-size = { $paragraphs ->
    [zero] بلا فقرات
    [one] فقرة واحدة
    [two] فقرتان
    [few] { $paragraphs } فقرات
    [many] { $paragraphs } فقرة
   *[other] { $paragraphs } فقرة
}، { $facts ->
    [zero] ولا شيء في السجل
    [one] وواقعة واحدة في السجل
    [two] وواقعتان في السجل
    [few] و{ $facts } وقائع في السجل
    [many] و{ $facts } واقعة في السجل
   *[other] و{ $facts } واقعة في السجل
}
source-digest = بصمة SHA-256: { $digest }

footer-version = نسخة السجل { $version } · روجعت الوقائع في { $day }
footer-fact = { $id } · نسخة السجل { $version }

button-other-language = English
button-all-facts = { $count ->
    [zero] كل الوقائع
    [one] الواقعة الوحيدة
    [two] الواقعتان
    [few] كل الوقائع ({ $count })
    [many] كل الوقائع ({ $count })
   *[other] كل الوقائع ({ $count })
}
button-sources = المصادر
button-brief = ‹ الموجز
button-partners = الشركاء
button-help = مساعدة
button-previous = ‹ صفحة { $page }
button-next = صفحة { $page } ›

start-title = سند — شراكات قطر الأمنية، ولكل جملة مصدرها
start-what = أجيب من سجل صغير للوقائع. تذكر كل واقعة المقال والفقرة اللذين تستند إليهما، ويُفصل ما وقع عمّا هو متوقع أو مقترح أو مجرد رأي.
start-how = اختر شريكاً، أو اكتب اسم الدولة كما تكتبه عادة.
start-try = مثلاً: ألمانيا · 🇫🇷 · Kuwait

help-title = ما أستطيع فعله
help-marks = تسبق كل جملة علامة تبيّن مدى جزم المصدر بمضمونها:
help-footnotes = [1 ¶8] تعني الفقرة الثامنة من المصدر الأول. وما ليس في السجل أقول إنه ليس فيه.
usage-partners = /partners
usage-partner = /partner ألمانيا
usage-fact = /fact رمز الواقعة
usage-latest = /latest
usage-sources = /sources
usage-language = /language
usage-help = /help

language-title = اللغة
language-now = أجيبك بالعربية.

area-consultation = التشاور
area-exercises-training-education = التمارين والتدريب والتعليم
area-peacekeeping = حفظ السلام
area-research-development = البحث والتطوير
area-defence-industry = الصناعات الدفاعية
area-procurement = التسليح والمشتريات
area-classified-information = المعلومات المصنّفة
area-counter-terrorism = مكافحة الإرهاب
area-organised-crime = الجريمة المنظمة
area-cyber = الأمن السيبراني
area-maritime = الأمن البحري
area-major-events = تأمين الفعاليات الكبرى
area-critical-infrastructure = البنية التحتية الحيوية
area-intelligence-sharing = تبادل المعلومات الاستخباراتية
area-capacity-building = بناء القدرات
area-crisis-management = إدارة الأزمات
area-mediation = الوساطة
area-development-aid = المساعدات التنموية
