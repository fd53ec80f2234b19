/** Without a space, in characters of two halves each: a cut in the middle would part one. */
const EMOJI = '😀'.repeat(20_000);

/**
 * What is hard to carry letter by letter, or is written to hurt who opens the file. Of control characters even those
 * that the form leaves out: what is entered in another way some day must not break a file.
 */
export const HOSTILE = [
  '=1+1',
  '=HYPERLINK("https://example.org","click")',
  '+44 20 7946 0000',
  '-5',
  '@SUM(A1:A9)',
  '＝1+1 in full width',
  "'an apostrophe first",
  '"quoted", and; commas, \'and\' “more”',
  'a tab\tin it\t\tand two',
  ']]> </w:t></w:r></w:p></c></row> <![CDATA[ x <!-- y',
  '<script>alert(1)</script> &amp; &#65; <b>bold</b> %20 {{x}} ${y}',
  '#set text(1pt) #panic() *bold* _it_ $x^2$ \\u{41} \\# @ref <label> `raw` ~ -- ... // c /* d */',
  '= Heading\n- item\n+ item\n/ term: text\n[content] {code} \\',
  '(5 0 R) /StructParents 3 >> endobj (unbalanced',
  '{ PAGE } MERGEFIELD x \\o "1-2" DDEAUTO c:\\\\windows',
  '_x0041_ _x005F_ _x0008_ [U+0041] [U+1F389]',
  'controls \u0001 \u0008 \u000b \u001f \u007f \u0085 in it',
  'no characters \ufffe \uffff \ufdd0, and one replaced \ufffd',
  'שלום \u202egnp.exe\u202c עולם (2017)',
  'مرحبا بالعالم، 25 شركة\nEnglish below, then עברית again',
  '\u200fRTL mark, \u2067isolated\u2069 and \u200emore',
  '👩‍👩‍👧‍👦 🇬🇧 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ☎️',
  'e\u0301 a\u0323\u0308 Z\u0351\u036b\u0343\u036a A\u0335\u031c\u0330 é ﬁ Ω≈ç√ 𝒜𝔘',
  'a\u00a0b\u2003c\u200bd\ufeffe\u00ad\u2060f',
  'two  spaces   three    four',
  'a line\n\n\nafter empty ones\n  indented\n\ttabbed\n \nand a blank',
  'separators \u2028 and \u2029 end',
  `${'Donaudampfschifffahrtsgesellschaft'.repeat(12)}`,
  `https://example.org/${'a/very/long/path/'.repeat(20)}?q=1&r=2#top`,
  'C:\\temp\\new\\0 \\N \\. NULL null undefined NaN 1e5 0012 TRUE 1/2 12:30',
  '日本語のテキスト、한국어, ไทย, हिन्दी',
];

/** Longer than a cell of Excel's holds, in words and in one word, and one of many lines. */
export const LONG = [
  Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' '),
  EMOJI,
  Array.from({ length: 900 }, (_, line) => `Line ${line} of a long answer, which says why.`).join('\n'),
];
