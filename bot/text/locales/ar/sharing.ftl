### المشاركة: الوضع المضمّن والروابط.

button-share = مشاركة
button-link = نسخ الرابط
button-open = افتح في سند
inline-none = لا شيء في السجل عن ذلك — اسأل سند
fact-shared-title = { $partner } — الشراكة الأمنية مع قطر
