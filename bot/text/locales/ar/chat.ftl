### الحديث: الأوامر والأسماء والأخطاء.

bot-name = سند: شراكات قطر الأمنية
bot-about = إجابات موثّقة بمصادرها عن شراكات قطر الأمنية، بالعربية والإنجليزية.
bot-description = يجيب سند عن أسئلتك حول شراكات قطر الأمنية من سجل وقائع محرّر بعناية. تذكر كل جملة المقال والفقرة اللذين تستند إليهما، ويُفصل ما وقع عمّا هو متوقع أو مقترح أو مجرد رأي، وما ليس في السجل يقول سند إنه ليس فيه.

command-start = البداية
command-help = ما أستطيع فعله
command-partners = الشركاء المشمولون
command-partner = ما في السجل عن شريك واحد
command-fact = واقعة واحدة كاملة، برمزها
command-latest = أحدث الوقائع المؤرخة
command-sources = المقالات التي تستند إليها الوقائع
command-language = العربية أو الإنجليزية

showing = هذا ما في السجل عن { $partner }.
partner-ask-title = أي شريك؟
partner-ask = اكتب { $example }، أو اختر أحد الشركاء الذين يغطيهم السجل.
country-without-facts-title = { $country }: لا شيء في السجل
country-without-facts = { $country } دولة أعرفها، لكن السجل لا يضم أي واقعة عنها.
covered = يغطي السجل:
home-country-title = قطر هي الطرف الآخر في كل شراكة هنا
home-country = كل واقعة في السجل تخص قطر وأحد شركائها. اختر الشريك:
ambiguous-title = أيّها تقصد؟
ambiguous = قد يُقصد بـ«{ $input }» أكثر من دولة.
not-recognised-title = لم أتعرّف على دولة
not-recognised = لا أعرف دولة باسم «{ $input }»، ولن أخمّن.
not-recognised-near = لست متأكداً من «{ $input }». هل تقصد إحدى هذه الدول؟
fact-ask-title = أي واقعة؟
fact-ask = اكتب رمز الواقعة، مثل { $example }. تجد الرمز أسفل كل واقعة.
fact-unknown-title = لا توجد واقعة كهذه
fact-unknown = لا يضم السجل واقعة رمزها { $id }.
fact-unknown-odd = هذا ليس رمز واقعة. تُكتب الرموز على هذا النحو: { $example }.
language-unknown = أتحدث العربية والإنجليزية، و«{ $input }» ليست منهما. اختر:
unknown-command-title = أمر غير معروف
unknown-command = لا أعرف { $command }. تجد ما أستطيع فعله في { $help }.
words-only-title = كلمات فقط، من فضلك
words-only = أقرأ النصوص وحدها. اكتب اسم دولة، أو انظر { $help }.
too-long-title = هذا نص طويل
too-long = يكفي اسم الدولة، ولا أقرأ منه أكثر من { $limit ->
    [zero] { $limit } حرف
    [one] حرف واحد
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفاً
   *[other] { $limit } حرف
}.
stale-button = هذا الزر من رسالة قديمة. أرسل الأمر من جديد.
deep-link-unknown = لا يؤدي هذا الرابط إلى شيء في السجل الآن. من هنا البداية:
failed-title = حدث خطأ من جهتي
failed = سُجّل الخطأ برقم { $id }. حاول من جديد، وإن تكرر فأعطِ هذا الرقم لمن يدير البوت.
