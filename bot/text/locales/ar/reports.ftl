### البلاغات: ما يراه القراء خطأً في واقعة، وردود المشرفين.

command-report = الإبلاغ عن خطأ في واقعة
usage-report = /report ID
button-report = ⚑ هل هنا خطأ؟
button-report-send = إرسال
button-report-cancel = إلغاء
button-report-fact = الواقعة

report-ask-title = ما الخطأ في هذه الواقعة؟
report-ask = اكتبه في رسالة واحدة لا تتجاوز { $limit ->
    [zero] { $limit } حرف
    [one] حرفاً واحداً
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفاً
   *[other] { $limit } حرف
}: في اسم أو تاريخ أو صياغة أو مصدر. يقرؤه محررو السجل، وأنقل إليك ردهم.
report-long = { $count ->
    [zero] لم يصل أي حرف.
    [one] وصل حرف واحد.
    [two] وصل حرفان.
    [few] وصلت { $count } أحرف.
    [many] وصل { $count } حرفاً.
   *[other] وصل { $count } حرف.
} اكتب ما بين حرف واحد و{ $limit ->
    [zero] { $limit } حرف
    [one] حرف واحد
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفاً
   *[other] { $limit } حرف
}، من فضلك.
report-preview-title = هل أرسل هذا إلى محرري السجل؟
report-sent-title = وصل بلاغك إلى محرري السجل
report-sent = سيأتيك ردهم هنا. ويمحوه { $command }.
report-limit-title = اكتفينا من البلاغات اليوم
report-limit = يقرأ البلاغات بشر، فلا يُقبل منها في اليوم إلا عدد محدود. حاول غداً من فضلك.
report-private-title = تُقبل البلاغات في محادثة خاصة
report-private = نقرة واحدة تفتح محادثتنا الخاصة، وهناك أسألك:
report-which-title = أي واقعة؟
report-which = أرسل { $command } رداً على إحدى رسائلي، أو أضف إليه الرمز الذي تجده أسفل الواقعة: { $example }.
report-choice-title = أي هذه الوقائع؟
report-answered-title = رد على بلاغك
report-closed-title = أُغلق بلاغك
report-closed = نظر فيه محررو السجل. شكراً لدقة قراءتك.

case-title = البلاغ { $number }
case-sent = أُرسل في { $moment } بتوقيت غرينتش.
case-answers = { $count ->
    [zero] بلا رد.
    [one] أُجيب عنه مرة واحدة.
    [two] أُجيب عنه مرتين.
    [few] أُجيب عنه { $count } مرات.
    [many] أُجيب عنه { $count } مرة.
   *[other] أُجيب عنه { $count } مرة.
}
case-taken = { $who } يكتب رداً منذ { $moment } بتوقيت غرينتش.
case-closed = مغلق.
case-closed-told = أُخبر القارئ بإغلاقه.
case-closed-untold = تعذّر إخبار القارئ بإغلاقه.
case-gone-title = لا بلاغ بهذا الرقم
case-gone = محاه صاحبه، أو أُغلق منذ زمن.
case-ask = اكتب الرد في رسالة واحدة لا تتجاوز { $limit ->
    [zero] { $limit } حرف
    [one] حرفاً واحداً
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفاً
   *[other] { $limit } حرف
}. لغة القارئ { $language ->
    [ar] العربية
   *[other] الإنجليزية
}.
case-preview = هل أرسل هذا الرد إلى القارئ؟
case-sending = في الطريق…
case-delivered = وصل الرد إلى القارئ.
case-unreachable = لا سبيل إلى القارئ: حظر البوت، أو أُغلق حسابه.
case-failed = لم يُرسل: تعذّر الوصول إلى تيليغرام. اضغط من جديد لإعادة المحاولة.
case-listed = { $number } · { $count ->
    [zero] اليوم
    [one] منذ يوم
    [two] منذ يومين
    [few] منذ { $count } أيام
    [many] منذ { $count } يوماً
   *[other] منذ { $count } يوم
} · { $text }
button-case-fact = فتح الواقعة
button-case-answer = رد
button-case-close = إغلاق
button-case-deliver = إرسال
button-case-back = رجوع
