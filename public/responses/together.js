const EVERY_MS = 20_000;

/**
 * Says who else has this response open, and brings in what they change: answers that nobody is at here are replaced
 * by theirs; of one that is being written, the page only says that it was changed, and both are kept.
 */
export function together(line, form, answers) {
  const token = form.querySelector('[name="_csrf"]');
  const { together: url, section } = line.dataset;
  const titles = JSON.parse(line.dataset.sections);
  let timer;

  async function look() {
    clearTimeout(timer);
    timer = setTimeout(look, EVERY_MS);
    if (document.visibilityState === 'hidden') return;
    const reply = await ask(url, token.value, section);
    if (!reply) return;
    const words = whoElse(reply.others, section, titles);
    if (line.textContent !== words) line.textContent = words;
    const changed = answers.filter(
      (answer) => !answer.isSending() && (reply.versions[answer.key] ?? 0) > answer.version(),
    );
    if (changed.length > 0) await bringIn(changed);
  }

  addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  void look();
}

/** Nothing when it cannot be had now: saving says what there is to say of that. */
async function ask(url, token, section) {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ _csrf: token, section }),
      redirect: 'manual',
      headers: { Accept: 'application/json' },
    });
    return reply.ok ? await reply.json() : undefined;
  } catch {
    return undefined;
  }
}

async function bringIn(changed) {
  const reply = await fetch(location.pathname, { redirect: 'manual' }).catch(() => undefined);
  if (!reply?.ok) return;
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  for (const answer of changed) answer.meet(page);
}

/** "Tom Reid has this response open too, in “Legal text”." */
function whoElse(others, here, titles) {
  if (others.length === 0) return '';
  const all = others.map(({ name, section }) =>
    section === here || !titles[section] ? name : `${name} (in “${titles[section]}”)`,
  );
  const names = new Intl.ListFormat('en-GB').format(all);
  return `${names} ${all.length === 1 ? 'has' : 'have'} this response open too.`;
}
