// What is typed and not yet saved is kept in this browser too: a crashed or closed tab or a lost network takes nothing. The
// browser itself writes it to disk some seconds late (docs/decisions/0005-text-on-this-computer.md).
const PREFIX = 'unsaved:';
const MOST_DAYS = 30;
/** The most of the latest typing that the crash of a tab may take. */
export const COPY_MS = 400;

/**
 * The copy of one person's answer to one question, on this computer. `keep` and `read` an object of
 * { content, version, sent, at }; where the browser keeps nothing, `keep` says false.
 */
export function localCopy(writer, saveTo) {
  const name = `${PREFIX}${writer}:${saveTo}`;
  return {
    keep(copy) {
      try {
        localStorage.setItem(name, JSON.stringify({ ...copy, at: new Date().toISOString() }));
        return true;
      } catch {
        return false; // full, or forbidden
      }
    },
    read: () => readCopy(name),
    forget: () => removeCopy(name),
  };
}

export const isAnythingUnsaved = (writer) => namesOfCopies(writer).length > 0;

export const forgetUnsaved = (writer) => namesOfCopies(writer).forEach(removeCopy);

/** Nobody comes back to what is a month old. */
export function forgetOld() {
  const oldest = Date.now() - MOST_DAYS * 24 * 60 * 60 * 1000;
  for (const name of namesOfCopies()) {
    if (!(Date.parse(readCopy(name)?.at) > oldest)) removeCopy(name);
  }
}

function namesOfCopies(writer = '') {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + writer));
  } catch {
    return [];
  }
}

function readCopy(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

function removeCopy(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // what cannot be reached was never kept
  }
}
