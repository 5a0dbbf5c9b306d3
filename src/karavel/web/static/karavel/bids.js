// Files of a bid: announced, cut into chunks, sent one by one. What has arrived stays, so a broken upload goes on.
// Names are sealed on the server; this browser alone remembers them, to show what is what.

const part = document.querySelector("[data-uploads]");
const TRIES = 6;

const remembered = (key) => localStorage.getItem(`karavel-bid-${key}`) ?? "";
const remember = (key, name) => localStorage.setItem(`karavel-bid-${key}`, name);

const sent = (address, method, body) =>
  fetch(address, { method, body, headers: { "X-CSRFToken": part.dataset.token, Accept: "application/json" }, credentials: "same-origin" });

const answer = async (response) => {
  const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
  const told = isJson ? await response.json() : {};
  if (response.status === 401 || (response.status === 403 && !isJson)) throw new Error(part.dataset.stale);
  if (!response.ok) throw new Error(told.error ?? part.dataset.failed);
  return told;
};

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

// A connection that breaks is tried again, ever more slowly; what the server refuses is not.
async function put(address, body) {
  for (let tried = 1; ; tried += 1) {
    let response;
    try {
      response = await sent(address, "PUT", body);
    } catch (error) {
      if (tried === TRIES) throw error;
      await pause(2 ** tried);
      continue;
    }
    if (response.status < 500 || tried === TRIES) return answer(response);
    await pause(2 ** tried);
  }
}

function row(name, bytes) {
  const line = part.querySelector("template").content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = name;
  line.querySelector("progress").max = bytes;
  line.querySelector("progress").setAttribute("aria-label", name);
  part.querySelector("[data-files]").append(line);
  return line;
}

async function upload(file, known) {
  const line = known?.line ?? row(file.name, file.size);
  const bar = line.querySelector("progress");
  const state = line.querySelector("[data-state]");
  try {
    const about = JSON.stringify({ name: file.name, size: file.size });
    const plan = known?.plan ?? (await answer(await sent(part.dataset.uploads, "POST", about)));
    remember(plan.key, file.name);
    const here = new Set(plan.arrived);
    bar.hidden = false;
    for (let number = 0; number < plan.chunks; number += 1) {
      if (!here.has(number)) {
        const chunk = file.slice(number * plan.chunk, (number + 1) * plan.chunk);
        await put(`${part.dataset.uploads}${plan.key}/${number}/`, chunk);
      }
      bar.value = Math.min((number + 1) * plan.chunk, file.size);
    }
    state.textContent = part.dataset.done;
    line.dataset.key = plan.key;
    return true;
  } catch (error) {
    state.textContent = error.message;
    state.classList.add("error");
    return false;
  }
}

// A file that was begun before goes on where it broke off, if the same one is chosen.
async function begun(file) {
  for (const line of part.querySelectorAll("[data-key][data-waiting]")) {
    if (Number(line.dataset.bytes) !== file.size) continue;
    const name = remembered(line.dataset.key);
    if (name && name !== file.name) continue;
    delete line.dataset.waiting;
    return { line, plan: await answer(await sent(`${part.dataset.uploads}${line.dataset.key}/`, "GET")) };
  }
  return null;
}

if (part) {
  for (const line of part.querySelectorAll("[data-key]")) {
    const name = remembered(line.dataset.key);
    if (name) line.querySelector("[data-name]").textContent = name;
  }
  part.querySelector("input[type=file]").addEventListener("change", async (event) => {
    const input = event.target;
    part.setAttribute("aria-busy", "true");
    let whole = true;
    for (const file of input.files) whole = (await upload(file, await begun(file))) && whole;
    part.removeAttribute("aria-busy");
    input.value = "";
    document.getElementById("live").textContent = whole ? part.dataset.done : part.dataset.failed;
  });
  part.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const line = button.closest("[data-key]");
    if (!line) return;
    try {
      await answer(await sent(`${part.dataset.uploads}${line.dataset.key}/`, "DELETE"));
      line.remove();
    } catch (error) {
      line.querySelector("[data-state]").textContent = error.message;
    }
  });
}
