// Runs before anything is painted: the light and the language this device has chosen, and the texts of that language.
(function (texts) {
  var page = document.documentElement;
  var kept = function (name) {
    try {
      return localStorage.getItem(name);
    } catch (refused) {
      return null;
    }
  };
  var theme = kept('tongxin.theme');
  if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
  var language = kept('tongxin.language');
  if (!(language in texts)) {
    var first = (navigator.languages || []).find(function (name) {
      return /^(zh|en)\b/i.test(name);
    });
    language = /^en/i.test(first) ? 'en' : 'zh-CN';
  }
  // Those of the language that the browser asks for are in the page already.
  if (page.lang === language) return;
  page.lang = language;
  texts[language].forEach(function (file) {
    var link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = file;
    document.head.append(link);
  });
})(__TEXTS__);
