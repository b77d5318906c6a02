### مكتب التحرير: ما يأمر به المشرفون وما يُقال لهم.

help-desk = أنت من المشرفين: { $commands }، ولك أيضاً أن ترسل ملف وقائع، أو أن تردّ على واقعة بصيغتها الجديدة.
command-reload = اعتماد ملفات السجل كما هي الآن
command-rollback = العودة إلى نسخة سابقة
command-audit = من فعل ماذا، ومتى

reload-working = أقرأ الملفات وأبني منها نسخة…
reload-working-dry = أقرأ الملفات، ولن يتغير شيء…
reload-seconds = { $count ->
    [zero] بدأت للتو.
    [one] مضت ثانية واحدة.
    [two] مضت ثانيتان.
    [few] مضت { $count } ثوانٍ.
    [many] مضت { $count } ثانية.
   *[other] مضت { $count } ثانية.
}
reload-still = ما زالت النسخة { $version } هي المعتمدة.
reload-busy-title = ثمة تحديث جارٍ الآن
reload-busy = انتظر نتيجته ثم اطلب من جديد. لم يُنفّذ شيء.
reload-broken-title = { $count ->
    [zero] لم يُعتمد التحديث
    [one] لم يُعتمد التحديث: فيه خطأ واحد
    [two] لم يُعتمد التحديث: فيه خطآن
    [few] لم يُعتمد التحديث: فيه { $count } أخطاء
    [many] لم يُعتمد التحديث: فيه { $count } خطأً
   *[other] لم يُعتمد التحديث: فيه { $count } خطأ
}
reload-more = { $count ->
    [zero] … ولا شيء غيرها.
    [one] … وواحد غيرها، وكلها في الملف أدناه.
    [two] … واثنان غيرها، وكلها في الملف أدناه.
    [few] … و{ $count } غيرها، وكلها في الملف أدناه.
    [many] … و{ $count } غيرها، وكلها في الملف أدناه.
   *[other] … و{ $count } غيرها، وكلها في الملف أدناه.
}
reload-failed-title = لم يتم الأمر
reload-same-title = لا شيء يتغير
reload-same = الملفات هي النسخة المعتمدة نفسها: { $version }.
reload-done-title = اعتُمدت النسخة
reload-dry-title = هذا ما سيغيّره التحديث
reload-versions = { $old } ← { $new }
reload-posts = { $count ->
    [zero] لا منشورات تحتاج إلى تصويب.
    [one] منشور واحد يحمل ما تغيّر، وسيُصوَّب.
    [two] منشوران يحملان ما تغيّر، وسيُصوَّبان.
    [few] { $count } منشورات تحمل ما تغيّر، وستُصوَّب.
    [many] { $count } منشوراً تحمل ما تغيّر، وستُصوَّب.
   *[other] { $count } منشور تحمل ما تغيّر، وستُصوَّب.
}
rollback-unknown-title = لا نسخة محفوظة كهذه
button-version = ↩ { $version } · { $time } · { $count ->
    [zero] بلا وقائع
    [one] واقعة واحدة
    [two] واقعتان
    [few] { $count } وقائع
    [many] { $count } واقعة
   *[other] { $count } واقعة
}

diff-added = { $count ->
    [zero] لا جديد
    [one] واقعة جديدة
    [two] واقعتان جديدتان
    [few] { $count } وقائع جديدة
    [many] { $count } واقعة جديدة
   *[other] { $count } واقعة جديدة
}
diff-changed = { $count ->
    [zero] لا تغيير في المضمون
    [one] واقعة تغيّر مضمونها
    [two] واقعتان تغيّر مضمونهما
    [few] { $count } وقائع تغيّر مضمونها
    [many] { $count } واقعة تغيّر مضمونها
   *[other] { $count } واقعة تغيّر مضمونها
}
diff-reworded = { $count ->
    [zero] لا تغيير في الصياغة
    [one] واقعة أُعيدت صياغتها
    [two] واقعتان أُعيدت صياغتهما
    [few] { $count } وقائع أُعيدت صياغتها
    [many] { $count } واقعة أُعيدت صياغتها
   *[other] { $count } واقعة أُعيدت صياغتها
}
diff-deprecated = { $count ->
    [zero] لم يُسحب شيء
    [one] واقعة سُحبت
    [two] واقعتان سُحبتا
    [few] { $count } وقائع سُحبت
    [many] { $count } واقعة سُحبت
   *[other] { $count } واقعة سُحبت
}
diff-removed = { $count ->
    [zero] لم يُحذف شيء
    [one] واقعة حُذفت
    [two] واقعتان حُذفتا
    [few] { $count } وقائع حُذفت
    [many] { $count } واقعة حُذفت
   *[other] { $count } واقعة حُذفت
}
diff-none = لا فرق في أي واقعة.
diff-more = … والبقية في الملف أدناه.
diff-fact-added = ＋ { $id } { $text }
diff-fact-changed = ≠ { $id } تغيّر مضمونها:
diff-fact-reworded = ≈ { $id } أُعيدت صياغتها:
diff-fact-deprecated = ⊘ { $id } سُحبت: { $reason }
diff-fact-removed = − { $id } حُذفت: { $text }
diff-field = · { $field }: { $old } ← { $new }
diff-nothing = لا شيء

audit-title = من فعل ماذا
button-audit-file = السجل كله في ملف
