// What a script adds to pages that are whole without it: the components' own help, and drafts that save themselves.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
const har = document.querySelector("script[data-govuk]");
import(har.dataset.govuk).then((govuk) => govuk.initAll());

// A browser that cannot print what is folded together is helped: it is unfolded, and folded again afterwards.
const vikta = () => [...document.querySelectorAll("details:not([open])")];
let oppnade = [];
addEventListener("beforeprint", () => {
  oppnade = vikta();
  for (const d of oppnade) d.open = true;
});
addEventListener("afterprint", () => {
  for (const d of oppnade) d.open = false;
});

const nyKod = async (vag) => {
  const svar = await fetch(`/api/csrf?vag=${encodeURIComponent(decodeURIComponent(vag))}`, { headers: { Accept: "application/json" } });
  return svar.ok ? (await svar.json()).csrf : null;
};

for (const formular of document.querySelectorAll("form[data-utkast]")) {
  const sagt = formular.querySelector("[data-sparat]");
  const version = formular.querySelector("[name=utkast_version]");
  let vantar = 0;
  let skickat = false;
  let krock = false;

  const sag = (text, lank) => {
    if (!sagt) return;
    sagt.textContent = text;
    if (lank) {
      const a = document.createElement("a");
      a.href = "/logga-in";
      a.target = "_blank";
      a.rel = "noopener";
      a.textContent = lank;
      sagt.append(" ", a);
    }
  };
  const skicka = () => {
    const skrivet = new FormData(formular);
    skrivet.delete("fil"); // files are kept when they are sent, and not before
    return fetch(formular.dataset.utkast, {
      method: "POST",
      body: skrivet,
      headers: { "X-CSRF": formular.dataset.kod, Accept: "application/json" },
      redirect: "error",
    });
  };
  const spara = async () => {
    if (skickat || krock) return;
    try {
      let svar = await skicka();
      if (svar.status === 403) {
        // Logged in anew in another tab: the page's tokens were the old login's.
        const [kod, form] = await Promise.all([nyKod(formular.dataset.utkast), nyKod(formular.getAttribute("action"))]);
        if (kod && form) {
          formular.dataset.kod = kod;
          formular.querySelector("[name=csrf]").value = form;
          svar = await skicka();
        }
      }
      if (svar.status === 401 || svar.status === 403) {
        sag("Du är inte inloggad längre. Det du har skrivit finns kvar på sidan:", "logga in i en ny flik, så sparas det");
        vantar = setTimeout(spara, 5000);
        return;
      }
      const svaret = await svar.json();
      krock = svar.status === 409;
      if (svar.ok) version.value = svaret.version;
      sag(svar.ok || krock ? svaret.detail : "Utkastet kunde inte sparas. Det du har skrivit finns kvar på sidan.");
    } catch {
      sag("Ingen kontakt med tjänsten. Det du har skrivit finns kvar på sidan.");
      vantar = setTimeout(spara, 5000);
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
