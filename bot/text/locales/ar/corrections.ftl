### تصويب ما نُشر.

correction-changed = صُوّبت في { $day }.
correction-withdrawn = سُحبت في { $day }: { $reason }
correction-removed = سُحبت في { $day }.
correction-instead = حلّت محلها منذ { $day }.

button-corrections-hold = إيقاف التصويب
button-corrections-now = التصويب الآن
corrections-held-title = أُوقف التصويب
corrections-held = { $count ->
    [zero] لا منشورات في الانتظار.
    [one] يبقى منشور واحد على حاله حتى تأمر بغير ذلك.
    [two] يبقى منشوران على حالهما حتى تأمر بغير ذلك.
    [few] تبقى { $count } منشورات على حالها حتى تأمر بغير ذلك.
    [many] يبقى { $count } منشوراً على حاله حتى تأمر بغير ذلك.
   *[other] يبقى { $count } منشور على حاله حتى تأمر بغير ذلك.
}
corrections-now-title = بدأ التصويب
corrections-now = { $count ->
    [zero] لا منشورات في الانتظار.
    [one] يُصوَّب منشور واحد الآن.
    [two] يُصوَّب منشوران الآن.
    [few] تُصوَّب { $count } منشورات الآن.
    [many] يُصوَّب { $count } منشوراً الآن.
   *[other] يُصوَّب { $count } منشور الآن.
}
corrections-none-title = لا شيء في الانتظار
corrections-none = تمّت هذه التصويبات، أو اعتُمدت نسخة أخرى بعدها.
