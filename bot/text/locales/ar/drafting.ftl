### وقائع تُستخلص مسوداتها من مقال.

command-draft = استخلاص مسودات وقائع من مقال
draft-ask-title = أرسل المقال
draft-ask = ملفاً من نوع { $file }، أو نصاً تكتبه أو تعيد توجيهه، في ما يلزم من الرسائل، ثم اضغط الزر. ويكفي كذلك أن تجيب عن المقال بالأمر { $command }.
draft-ask-about = سيُقرأ على أنه مقال عن { $partner }.
draft-so-far-title = { $count ->
    [zero] لا فقرات بعد
    [one] فقرة واحدة حتى الآن
    [two] فقرتان حتى الآن
    [few] { $count } فقرات حتى الآن
    [many] { $count } فقرة حتى الآن
   *[other] { $count } فقرة حتى الآن
}
draft-so-far = أرسل البقية، أو اطلب قراءته.
button-draft-read = ✓ هذا كل شيء، اقرأه
draft-working = أقرأ المقال…
draft-done-title = { $count ->
    [zero] لا مسودات عن { $partner }
    [one] مسودة واحدة عن { $partner }
    [two] مسودتان عن { $partner }
    [few] { $count } مسودات عن { $partner }
    [many] { $count } مسودة عن { $partner }
   *[other] { $count } مسودة عن { $partner }
}
draft-done-from = { $count ->
    [zero] لم يكن في المقال فقرات.
    [one] استُخلصت من فقرة واحدة.
    [two] استُخلصت من فقرتين.
    [few] استُخلصت من { $count } فقرات.
    [many] استُخلصت من { $count } فقرة.
   *[other] استُخلصت من { $count } فقرة.
}
draft-done-held = { $count ->
    [zero] لا يبدو أن شيئاً منها محفوظ في السجل.
    [one] يبدو أن واحدة منها محفوظة في السجل، وقد أُشير إليها.
    [two] يبدو أن اثنتين منها محفوظتان في السجل، وقد أُشير إليهما.
    [few] يبدو أن { $count } منها محفوظة في السجل، وقد أُشير إليها.
    [many] يبدو أن { $count } منها محفوظة في السجل، وقد أُشير إليها.
   *[other] يبدو أن { $count } منها محفوظة في السجل، وقد أُشير إليها.
}
draft-done-next = تجدها في الملف أدناه. اكتب الجمل باللغتين، واحذف ما ليس واقعة، وضع الباقي في { $file }.
draft-none = لا عبارة فيه تلتزم بشيء يصلح أن يكون واقعة.
draft-large-title = المقال أطول مما أقرأ
draft-large = أقرأ مقالات لا تزيد على { $limit } كيلوبايت.
draft-no-partner-title = عن أي دولة هو؟
draft-no-partner = لا يسمّي المقال دولة غير قطر. أجب عنه بالأمر { $command }.
draft-partner-unknown-title = لا أعرف هذه الدولة
draft-partner-unknown = يأتي بعد الأمر اسم الشريك الذي يتناوله المقال، مثل { $command }، أو لا شيء فأبحث عنه بنفسي.
draft-unread-title = لا أستطيع قراءة هذا على أنه مقال
draft-unread = أقرأ نصاً بترميز UTF-8، كل فقرة فيه سطر.
draft-over-title = لم يعد ذلك المقال عندي
draft-over = احتفظت به عشر دقائق، ولا أحتفظ به إن أُعيد تشغيل البوت. ابدأ من جديد بالأمر { $command }.
