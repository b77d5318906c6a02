### أجوبة الأسئلة الحرة.

ask-answered-title = ما في السجل
ask-nearest-title = ليس في السجل ما يجيب عن ذلك تحديداً
ask-nearest = أقرب ما في السجل إليه:
ask-undated-title = لا يذكر المصدر تاريخاً لذلك
ask-undated = وهذا ما يقوله:
ask-silent-title = لا شيء في السجل عن ذلك
ask-silent = ليس عندي ما يجيب عن ذلك، ولن أخمّن.
ask-ask-title = ماذا تريد أن تعرف؟
ask-ask = اسأل بكلماتك، مثل { $example }. ولا حاجة إلى أمر في المحادثة الخاصة.
ask-example = من التقى وزير الداخلية الألماني؟
ask-too-long = أقرأ من السؤال { $limit ->
    [zero] { $limit } حرف
    [one] حرفاً واحداً
    [two] حرفين
    [few] { $limit } أحرف
    [many] { $limit } حرفاً
   *[other] { $limit } حرف
} على الأكثر.

ask-was-it = هل هذا ما سألت عنه؟
ask-thanks = شكراً، سُجّل أن هذا هو الجواب.
ask-sorry = سُجّل ذلك لمحرري السجل من دون اسم السائل. وقد تجد أكثر بكلمات أخرى.
button-yes = ✓ نعم
button-no = ✗ لا
button-fact = الواقعة الأولى كاملة
usage-ask = /ask من التقى الوزير الألماني؟

command-ask = اسأل بكلماتك
