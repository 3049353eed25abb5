// What a script adds to pages that are whole without it: the components' own help, and drafts that save themselves.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
const har = document.querySelector("script[data-govuk]");
import(har.dataset.govuk).then((govuk) => govuk.initAll());

for (const formular of document.querySelectorAll("form[data-utkast]")) {
  const sagt = formular.querySelector("[data-sparat]");
  let vantar = 0;
  let skickat = false;
  const spara = async () => {
    if (skickat) return;
    try {
      const svar = await fetch(formular.dataset.utkast, {
        method: "POST",
        body: new URLSearchParams(new FormData(formular)),
        headers: { "X-CSRF": formular.dataset.kod, Accept: "application/json" },
        redirect: "error",
      });
      if (sagt) {
        sagt.textContent = svar.ok
          ? "Utkastet är sparat."
          : "Utkastet kunde inte sparas. Det du har skrivit finns kvar på sidan.";
      }
    } catch {
      if (sagt) sagt.textContent = "Ingen kontakt med tjänsten. Det du har skrivit finns kvar på sidan.";
    }
  };
  formular.addEventListener("input", () => {
    clearTimeout(vantar);
    vantar = setTimeout(spara, 1200);
  });
  formular.addEventListener("submit", () => {
    skickat = true;
    clearTimeout(vantar);
  });
}
