### الأشخاص والتسلسل الزمني والمقارنات.

everything = الشركاء جميعاً
button-back = ‹ { $what }
button-timeline = التسلسل الزمني
button-compare = مقارنة

actor-person = شخص
actor-organisation = جهة
actor-event = حدث
who-empty = لا واقعة في السجل تذكر هذا الاسم.
who-which-title = مَن؟
who-which = اكتب اسماً بأي من اللغتين، مثل { $example }، أو اختر من أكثر الأسماء وروداً في الوقائع:
who-offered-title = مَن تقصد؟
who-offered = لا أجزم بأن «{ $input }» اسم بعينه في السجل. وهذه أقرب الأسماء إليه، أو من يشغلون منصباً كهذا:
who-unknown-title = لا اسم كهذا في السجل
who-unknown = لا يذكر السجل أحداً باسم «{ $input }»، ولن أخمّن.
who-shown = هذا ما في السجل عن { $name }.
usage-who = /who دوبرينت
command-who = شخص أو جهة: المنصب والوقائع

timeline-title = { $what } — التسلسل الزمني
timeline-undated = { $count ->
    [zero] لكل الوقائع تاريخ.
    [one] وهناك واقعة أخرى لا يذكر مصدرها تاريخاً، وهي على حدة.
    [two] وهناك واقعتان أخريان لا يذكر مصدرهما تاريخاً، وهما على حدة.
    [few] وهناك { $count } وقائع أخرى لا تذكر مصادرها تاريخاً، وهي على حدة.
    [many] وهناك { $count } واقعة أخرى لا تذكر مصادرها تاريخاً، وهي على حدة.
   *[other] وهناك { $count } واقعة أخرى لا تذكر مصادرها تاريخاً، وهي على حدة.
}
timeline-empty = لا تذكر المصادر تاريخاً لأي من هذه الوقائع.
button-undated = { $count ->
    [zero] لا وقائع بلا تاريخ
    [one] الواقعة التي بلا تاريخ
    [two] الواقعتان اللتان بلا تاريخ
    [few] ما لا تاريخ له ({ $count })
    [many] ما لا تاريخ له ({ $count })
   *[other] ما لا تاريخ له ({ $count })
}
undated-title = { $what } — ما لا تاريخ له
button-back-timeline = ‹ التسلسل الزمني
timeline-unknown-title = التسلسل الزمني لماذا؟
timeline-unknown = لا أعرف «{ $input }» شريكاً ولا موضوعاً ولا اسماً في السجل.
timeline-near = قد يُقصد بـ«{ $input }» أكثر من شيء هنا. أيّها تقصد؟
usage-timeline = /timeline ألمانيا
command-timeline = الوقائع بترتيبها الزمني: كلها، أو لشريك أو موضوع أو شخص

compare-which = أي الشركاء تقارن؟
compare-with = بمن تقارن { $partner }؟
compare-how = اختر، أو اكتب { $example }.
compare-title = مقارنة: { $partners }
compare-area-title = { $area } { $partners }
compare-none = { $partner }: لا شيء في السجل عن هذا المجال.
compare-tap = زر كل مجال يعرض وقائعه.
legend-compare = ● منقول · ○ متوقع · ◇ مقترح · ◌ رأي · — لا شيء في السجل. وتُعدّ الواقعة في كل مجال من مجالاتها.
compare-not-held = { $country } دولة أعرفها، لكن السجل لا يضم أي واقعة عنها.
compare-not-recognised = لا أعرف دولة باسم «{ $input }»، ولن أخمّن.
compare-home = قطر هي الطرف الآخر في كل واقعة هنا، فلا تُقارن.
compare-too-many = أقارن { $limit ->
    [zero] { $limit } شريك
    [one] شريكاً واحداً
    [two] شريكين
    [few] { $limit } شركاء
    [many] { $limit } شريكاً
   *[other] { $limit } شريك
} على الأكثر، وهؤلاء أولهم.
button-compare-back = ‹ المقارنة
usage-compare = /compare ألمانيا وفرنسا
command-compare = شريكان جنباً إلى جنب، مجالاً مجالاً
