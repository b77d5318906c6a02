### الاشتراك: الحوار الذي تُطلب فيه النشرات وتُضبط.

command-subscribe = نشرات لهذه المحادثة أو لقناة أو مجموعة
command-unsubscribe = إلغاء اشتراك
command-digest = ما ستحمله النشرة المقبلة وموعدها
usage-subscribe = /subscribe
usage-unsubscribe = /unsubscribe
usage-digest = /digest
command-hold = وقف النشرات والتصويبات كلها
command-resume = استئناف النشرات

subscribe-title = إلى أين تُرسل النشرات؟
subscribe-where = اختر الوجهة من الأزرار أدناه، ويمكنك تغيير كل شيء لاحقاً.
subscribe-here = 💬 هذه المحادثة
subscribe-channel = 📢 قناة
subscribe-group = 👥 مجموعة

plan-title = نشرة { $place }
plan-title-here = نشرة هذه المحادثة
plan-on = تم الاشتراك، ولا يلزم شيء آخر. غيّر ما تشاء.
plan-off = الاشتراك متوقف: { $reason }
plan-when = { $often }، الساعة { $time } ({ $city }، { $zone })
plan-next = الموعد المقبل: { $moment }
plan-language = اللغة: { $language }
plan-partners = الشركاء: { $partners }
plan-areas = المجالات: { $areas }
plan-size = { $count ->
    [zero] بلا وقائع
    [one] واقعة واحدة على الأكثر
    [two] واقعتان على الأكثر
    [few] { $count } وقائع على الأكثر
    [many] { $count } واقعة على الأكثر
   *[other] { $count } واقعة على الأكثر
}
plan-quiet = بلا صوت بين 22:00 و07:00
plan-loud = بصوت في كل الأوقات
plan-empty-skip = إن لم يجدّ جديد: لا يُنشر شيء
plan-empty-archive = إن لم يجدّ جديد: واقعة من الأرشيف
plan-all = الكل

often-daily = كل يوم
often-weekly = كل أحد
often-monthly = في الأول من كل شهر
often-days = كل { $days }
tongue-ar = العربية
tongue-en = الإنجليزية
tongue-both = العربية والإنجليزية

reason-paused = أُوقف مؤقتاً
reason-offered = لم يُؤكَّد بعد
reason-removed = أُخرجتُ من المحادثة
reason-blocked = حظرتَ البوت
reason-muted = لا يُسمح لي بالنشر هناك

button-when = 📅 الأيام
button-hour = 🕘 { $time }
button-zone = 🌍 { $city }
button-tongue = 🔤 اللغة
button-partners-of = 🤝 الشركاء
button-areas-of = 🗂 المجالات
button-size = 🔢 الحجم
button-quiet = بلا صوت ليلاً
button-empty = الأرشيف عند غياب الجديد
button-peek = 👁 معاينة
button-pause = إيقاف مؤقت
button-resume = ▶️ استئناف
button-unsubscribe = إلغاء الاشتراك
button-done = تم
button-to-menu = ‹ رجوع
button-all = الكل
button-end = نعم، ألغِه
button-keep = لا، أبقِه
button-follow = 🔔 متابعة
button-start-it = ✅ اشترك
often-daily-short = يومية
often-weekly-short = أسبوعية
often-monthly-short = شهرية

choose-when = متى تصدر النشرة؟
choose-hour = في أي ساعة؟ ({ $city }، { $zone })
choose-language = بأي لغة؟
choose-partners = أي الشركاء؟ إن لم تحدد شيئاً شملت النشرة الجميع.
choose-areas = أي المجالات؟ إن لم تحدد شيئاً شملت النشرة الجميع.
choose-size = كم واقعة على الأكثر؟
choose-zone = اكتب اسم مدينة، مثل { $example }، لأضبط الساعة على توقيتها.
choose-zone-reply = ردّ على هذه الرسالة باسم مدينة، مثل { $example }.
choose-zone-found = هل هي إحدى هذه؟
choose-zone-none = لا أعرف مدينة تشبه «{ $input }». اكتب غيرها، وقد تكون أقرب مدينة كبيرة.

end-title = هل تُلغى نشرة { $place }؟
end-sure = لن يُنشر هناك شيء بعد الآن.
ended-title = أُلغي الاشتراك
ended = لا نشرات بعد الآن إلى { $place }. للاشتراك من جديد: { $command }.
nothing-title = لا اشتراك
nothing = لا يوجد اشتراك هنا. لبدء اشتراك: { $command }.
which-title = اشتراكاتك
which = أيّها تقصد؟

refused-group = هذا متاح لمشرفي هذه المحادثة وحدهم.
refused-press = هذا الزر لمشرفي تلك المحادثة.
refused-post-title = لا يُسمح لي بالنشر هناك بعد
refused-post = عيّنّي مشرفاً في { $place } مع صلاحية نشر الرسائل، ثم أرسل { $command } من جديد.
offer-title = هل تريد نشرات إلى { $place }؟
offer = أضفتَني هناك. ضغطة واحدة تكفي للاشتراك: كل أحد الساعة 09:00 وعن جميع الشركاء.
removed-title = توقفت نشرات { $place }
removed = أُخرجتُ من هناك أو لم يعد يُسمح لي بالنشر، وتُستأنف النشرات متى عدت.
followed = صارت { $partner } ضمن نشرة هذه المحادثة.
followed-already = نشرة هذه المحادثة تشمل { $partner } بالفعل.

peek-title = النشرة المقبلة
peek-when = موعدها { $moment }، وهكذا ستبدو ما لم يتغير السجل قبل ذلك:
peek-off = الاشتراك متوقف، ولولا ذلك لبدت هكذا:
peek-empty = لا جديد، فلن يُنشر شيء. الموعد المقبل { $moment }.

held-title = النشرات موقوفة
held = لا تصدر نشرة ولا تصويب حتى { $command }.
released-title = استؤنفت النشرات
released = يصدر الآن ما حان موعده في الأثناء، ما دام حديثاً.
not-held-title = لم تكن النشرات موقوفة
not-held = تصدر النشرات والتصويبات في مواعيدها.
