### النشرات: ما يصل إلى المشتركين.

edition-title = شراكات قطر الأمنية: النشرة
edition-missed = لم تصدر نشرة { $day }.
edition-corrected = تصويب — { $partner }
edition-new = جديد — { $partner }
edition-more = وفي السجل أيضاً — { $partner }
edition-archive = من الأرشيف — { $partner }
edition-withdrawn = سُحبت: { $reason }
button-settings = الإعدادات
button-stop = إيقاف
