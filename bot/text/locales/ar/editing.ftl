### ملفات السجل حين تُعدَّل من المحادثة.

edit-title = مقترح: { $file }
edit-holds = لم يُكتب شيء بعد. يبقى المقترح ساعة واحدة، ولا يبقى إن أُعيد تشغيل البوت.
edit-other = لدى { $admin } مقترح مفتوح أيضاً، لملف { $file }. ومن يؤكّد ثانياً سيُطلب منه الإرسال من جديد.
edit-obstacle = لا أستطيع الكتابة في هذا الملف هنا: { $reason }. ضعه في مكانه بنفسك ثم أرسل { $command }.
edit-uncommitted = في الملف تعديلات لم تودَع في git بعد، وستدخل في الإيداع نفسه.
edit-removes = ستختفي وقائع من السجل. الواقعة الخاطئة تُسحب مع ذكر السبب، وهذا خير من حذفها.
edit-beside-ar = تبقى الجملة العربية كما هي: { $text }
edit-beside-en = تبقى الجملة الإنجليزية كما هي: { $text }
edit-beside-ask = أما زالت تقول المعنى نفسه؟ إن لم تكن فأجب عن هذه الرسالة بالجملة الجديدة، فتُعدَّل الجملتان معاً.
button-apply = ✓ اعتماد
button-apply-beside-ar = ✓ اعتماد، والعربية صحيحة
button-apply-beside-en = ✓ اعتماد، والإنجليزية صحيحة
button-drop = ✕ صرف النظر
edit-broken-title = { $count ->
    [zero] لم يُقبل المقترح
    [one] لم يُقبل المقترح: فيه خطأ واحد
    [two] لم يُقبل المقترح: فيه خطآن
    [few] لم يُقبل المقترح: فيه { $count } أخطاء
    [many] لم يُقبل المقترح: فيه { $count } خطأً
   *[other] لم يُقبل المقترح: فيه { $count } خطأ
}
edit-untouched = الملفات على حالها.
edit-failed-title = لم يُقبل المقترح
edit-unchanged-title = لا شيء يتغير
edit-unchanged = هذا ما في الملف حرفاً بحرف.
edit-misnamed-title = لا أعرف أي ملف هذا
edit-misnamed = من اسمه أعرف مكانه: { $files }، أو الحرفان الدالان على شريك آخر.
edit-large-title = الملف أكبر مما آخذ
edit-large = آخذ من المحادثة ملفات لا تزيد على { $limit } كيلوبايت.
edit-other-title = لا أستطيع الإفادة من هذا الملف
edit-other-kind = آخذ هنا وقائع السجل في { $facts }، والمقالات في { $article }.
edit-forwarded = هذا ملف معاد توجيهه، ووقائع السجل لا تؤخذ إلا منك: راجعه ثم أرسله بنفسك.
edit-unfetched-title = لم يصل الملف
edit-unfetched = لم يسلّمني تيليغرام الملف. أرسله مرة أخرى.
edit-gone-title = لم يعد هذا المقترح قائماً
edit-gone = اعتُمد أو صُرف النظر عنه، أو مضت عليه ساعة، أو أُعيد تشغيل البوت. أرسله من جديد إن كان مطلوباً بعد.
edit-dropped-title = صُرف النظر عنه
edit-dropped = لم يُكتب شيء.
edit-stale-title = تغيّرت الملفات في هذه الأثناء
edit-stale = غيّرها أحد بعد تقديم المقترح، فلم أكتب شيئاً. أرسله من جديد لترى ما الذي يغيّره الآن.
edit-written = كُتب الملف { $file }.
edit-kept = والذي قبله محفوظ إلى جانبه باسم { $old }.
edit-committed = أُودع في git برقم { $commit }.
edit-uncommitted-yet = لم يودَع؛ يقول git: { $reason }
edit-nameless = لم يودَع: لا يعرف git باسم من يكون الإيداع. اضبط فيه user.name و user.email ثم أودِعه بنفسك.
edit-commit = الوقائع: تعديل { $file }.
edit-commit-by = أكّده: { $name } (مستخدم تيليغرام { $id })
