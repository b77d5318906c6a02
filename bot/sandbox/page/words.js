// The words of the page itself, in its two languages.

const WORDS = {
  en: {
    hint: "Sandbox: nothing leaves this computer", reset: "Clear", start: "Start", ok: "OK", chats: "Chats",
    commands: "Commands", attach: "Attach a photo or a file", send: "Send", write: "Message", post: "Post to the channel",
    more: "Show more", less: "Show less", edited: "edited", you: "You", bot: "bot", channel: "channel", group: "group",
    today: "Today", yesterday: "Yesterday", reply: "Reply", forwarded: "Forwarded from", remove: "Remove", jump: "To the newest",
    photo: "Photo", quiet: "Nothing here yet", quietChannel: "A channel of yours. Sanad may post here.",
    quietGroup: "A group of yours. Sanad reads its commands, and replies to it.", copied: "Copied",
    lost: "The sandbox has stopped", spoiler: "Hidden text, press to show", language: "Language", asFile: "Send as a file",
    newChannel: "New channel", newGroup: "New group", newForum: "New forum", aChannel: "Channel", aGroup: "Group", aForum: "Forum",
    pick: "Choose a chat", noPick: "No chat of yours fits. Make one:", cancel: "Cancel", clock: "The sandbox’s clock",
    hour: "+1 h", day: "+1 day", week: "+1 week", addBot: "Add Sanad", removeBot: "Remove Sanad", promoteBot: "Make admin",
    demoteBot: "Dismiss as admin", general: "General", topic: "Topic", shared: "You shared a chat:", opened: "Topic opened:",
    firstTopic: "Briefings", secondTopic: "Contacts", missingBot: "Sanad is not here yet. Add it, or subscribe this chat from Sanad’s own chat.",
    via: "via", results: "Results",
  },
  ar: {
    hint: "بيئة تجريبية: لا شيء يغادر هذا الجهاز", reset: "مسح", start: "ابدأ", ok: "حسنًا", chats: "المحادثات",
    commands: "الأوامر", attach: "أرفق صورة أو ملفًا", send: "إرسال", write: "رسالة", post: "انشر في القناة",
    more: "عرض المزيد", less: "عرض أقل", edited: "معدّلة", you: "أنت", bot: "بوت", channel: "قناة", group: "مجموعة",
    today: "اليوم", yesterday: "أمس", reply: "رد", forwarded: "محوّلة من", remove: "إزالة", jump: "إلى الأحدث",
    photo: "صورة", quiet: "لا شيء هنا بعد", quietChannel: "قناة لك، ويستطيع سند أن ينشر فيها.",
    quietGroup: "مجموعة لك، يقرأ سند فيها الأوامر والردود عليه.", copied: "نُسخ",
    lost: "توقفت البيئة التجريبية", spoiler: "نص مخفي، اضغط لإظهاره", language: "اللغة", asFile: "إرسال كملف",
    newChannel: "قناة جديدة", newGroup: "مجموعة جديدة", newForum: "منتدى جديد", aChannel: "قناة", aGroup: "مجموعة", aForum: "منتدى",
    pick: "اختر محادثة", noPick: "لا محادثة لك تفي بالمطلوب. أنشئ واحدة:", cancel: "إلغاء", clock: "ساعة البيئة التجريبية",
    hour: "+ ساعة", day: "+ يوم", week: "+ أسبوع", addBot: "أضف سند", removeBot: "أزل سند", promoteBot: "عيّنه مشرفًا",
    demoteBot: "أعفِه من الإشراف", general: "عام", topic: "الموضوع", shared: "شاركتَ محادثة:", opened: "موضوع جديد:",
    firstTopic: "إحاطات", secondTopic: "جهات الاتصال", missingBot: "سند ليس هنا بعد. أضفه، أو اشترك لهذه المحادثة من محادثة سند.",
    via: "عبر", results: "النتائج",
  },
};

/** The language that the page speaks. */
export const speech = { language: "en" };

export const word = (name) => WORDS[speech.language][name];
