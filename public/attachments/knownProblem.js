/**
 * What can be told of a file without sending it; the portal judges it again, by its content.
 * @param limits the form's data- attributes
 * @param underWay how many are being sent, which will take room
 */
export function knownProblem(file, limits, underWay) {
  if (file.size === 0) return 'It is empty: it has 0 bytes.';
  if (file.size > Number(limits.maxBytes)) return `It is larger than ${limits.maxWords}.`;
  const name = file.name.toLowerCase();
  if (limits.neverTaken.split(',').some((extension) => name.endsWith(extension))) {
    return `It is not a file that the portal takes. Send ${limits.offer}.`;
  }
  if (underWay >= Number(limits.room)) return `A response can have ${limits.maxFiles} files at most.`;
  return undefined;
}
