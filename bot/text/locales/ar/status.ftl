### الحالة: حال السجل والنشرات والتشغيل، للمشرفين.

command-status = حال السجل والنشرات والتشغيل
button-status-store = السجل
button-status-posts = النشرات
button-status-process = التشغيل
button-status-questions = الأسئلة والبلاغات

status-held = ⏸ النشرات كلها موقوفة منذ { $moment } بتوقيت غرينتش، وأوقفها { $who }. ويعيدها { $command }.
status-footer = في { $moment } بتوقيت غرينتش
status-operator = مشغّل البوت
status-version = { $version }: { $count ->
    [zero] بلا وقائع
    [one] واقعة واحدة
    [two] واقعتان
    [few] { $count } وقائع
    [many] { $count } واقعة
   *[other] { $count } واقعة
}
status-served = معتمدة منذ { $moment } بتوقيت غرينتش، على يد { $who }.
status-withdrawn = { $count ->
    [zero] لا وقائع مسحوبة.
    [one] واقعة واحدة مسحوبة.
    [two] واقعتان مسحوبتان.
    [few] { $count } وقائع مسحوبة.
    [many] { $count } واقعة مسحوبة.
   *[other] { $count } واقعة مسحوبة.
}
status-single = { $count ->
    [zero] لا واقعة تستند إلى مصدر واحد.
    [one] واقعة واحدة تستند إلى مصدر واحد.
    [two] واقعتان تستند كل منهما إلى مصدر واحد.
    [few] { $count } وقائع تستند كل منها إلى مصدر واحد.
    [many] { $count } واقعة تستند كل منها إلى مصدر واحد.
   *[other] { $count } واقعة تستند كل منها إلى مصدر واحد.
}
status-unchecked = { $count ->
    [zero] لا واقعة مضى
    [one] واقعة واحدة مضى
    [two] واقعتان مضى
    [few] { $count } وقائع مضى
    [many] { $count } واقعة مضى
   *[other] { $count } واقعة مضى
} على آخر مراجعة لها أكثر من { $days ->
    [zero] { $days } يوم
    [one] يوم
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يوماً
   *[other] { $days } يوم
}.
status-untranslated = { $count ->
    [zero] لا تنقص ترجمة.
    [one] تنقص ترجمة واحدة.
    [two] تنقص ترجمتان.
    [few] تنقص { $count } ترجمات.
    [many] تنقص { $count } ترجمة.
   *[other] تنقص { $count } ترجمة.
}
status-active = { $count ->
    [zero] لا اشتراكات قائمة
    [one] اشتراك واحد قائم
    [two] اشتراكان قائمان
    [few] { $count } اشتراكات قائمة
    [many] { $count } اشتراكاً قائماً
   *[other] { $count } اشتراك قائم
}
status-stopped = { $reason }: { $number }
status-paused = موقوفة بطلب أصحابها
status-offered = معروضة لم يُجب عنها
status-removed = أُخرج منها البوت
status-blocked = حُظر فيها البوت
status-muted = لا يحق للبوت النشر فيها
status-due = موعد النشرة التالية { $moment } بتوقيت غرينتش.
status-due-none = لا نشرة في الانتظار.
status-overdue = { $count ->
    [zero] لا نشرة حان موعدها.
    [one] نشرة واحدة حان موعدها.
    [two] نشرتان حان موعدهما.
    [few] { $count } نشرات حان موعدها.
    [many] { $count } نشرة حان موعدها.
   *[other] { $count } نشرة حان موعدها.
}
status-pending = تنتظر الإرسال
status-sending = قيد الإرسال
status-uncertain = لا يُعرف هل وصلت
status-sent = أُرسلت
status-failed = رُفضت
status-abandoned = تُرك إرسالها
status-no-posts = لم يُنشر شيء بعد.
status-process = العملية { $pid } على { $host } هي العاملة، وهذا التسلّم رقم { $generation }.
status-uptime = تعمل منذ { $time }، أي منذ { $moment } بتوقيت غرينتش.
status-memory = الذاكرة: { $size }
status-database = قاعدة البيانات: { $kind }، { $size }
status-errors = آخر ما شكا منه سجل التشغيل، الأحدث أولاً:
status-no-errors = لم يشكُ سجل التشغيل من شيء.
status-silent = { $count ->
    [zero] لم يبق في اثني عشر أسبوعاً سؤال بلا جواب.
    [one] سؤال واحد في اثني عشر أسبوعاً لم يجد جواباً.
    [two] سؤالان في اثني عشر أسبوعاً لم يجدا جواباً.
    [few] { $count } أسئلة في اثني عشر أسبوعاً لم تجد جواباً.
    [many] { $count } سؤالاً في اثني عشر أسبوعاً لم تجد جواباً.
   *[other] { $count } سؤال في اثني عشر أسبوعاً لم تجد جواباً.
}
status-verdicts = «هل هذا ما سألت عنه؟» نعم × { $yes }، لا × { $no }.
status-question = • { $question } — بلا جواب × { $silent }، لا × { $no }
status-reports = البلاغات: المفتوح منها { $open }، والمغلق { $closed }.
