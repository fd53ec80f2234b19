/** As Word for Windows puts a few paragraphs on the clipboard: its own styles, conditional comments, `o:p`. */
const word = (body: string) => `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>
<!--
 /* Style Definitions */
p.MsoNormal, li.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;}
@list l0 {mso-list-id:1;}
-->
</style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]-->
</head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'>
<!--StartFragment-->
${body}
<!--EndFragment-->
</body>
</html>`;

const item = (position: string, list: string, font: string, sign: string, text: string) =>
  `<p class=MsoListParagraphCxSp${position} style='margin-left:36.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:${list} lfo1'><![if !supportLists]><span
style='font-family:${font};mso-fareast-font-family:${font}'><span
style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>${text}<o:p></o:p></p>`;

const cell = (text: string) =>
  `<td width=200 valign=top style='width:150.25pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'>
  <p class=MsoNormal>${text}<o:p></o:p></p>
  </td>`;

/** What was copied, and the text that is to stand in the field. */
export const COPIED: [what: string, html: string, text: string][] = [
  [
    'paragraphs of Word',
    word(`<p class=MsoNormal>We support the
change<span style='mso-spacerun:yes'>  </span>in <b>principle</b>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>Its costs are “modest”:<br>
£5&nbsp;a year.<del cite="mailto:x" datetime="2017-01-30T09:00"> Deleted.</del><span class=MsoCommentReference>[PS1]</span><o:p></o:p></p>`),
    'We support the change in principle.\n\nIts costs are “modest”:\n£5 a year.',
  ],
  [
    'lists of Word: bullets of three levels',
    word(`<p class=MsoNormal>We ask for:<o:p></o:p></p>
${item('First', 'l0 level1', 'Symbol', '·', 'clear roles')}
${item('Middle', 'l0 level2', '"Courier New"', 'o', 'of the <i>Panel</i>')}
${item('Middle', 'l0 level3', 'Wingdings', '§', 'in writing')}
${item('Last', 'l0 level1', 'Symbol', '·', 'time')}
<p class=MsoNormal>That is all.<o:p></o:p></p>`),
    'We ask for:\n\n- clear roles\n  - of the Panel\n    - in writing\n- time\n\nThat is all.',
  ],
  [
    'lists of Word: numbers, letters and clauses',
    word(
      [
        item('First', 'l1 level1', 'Calibri', '3.', 'Third'),
        item('Middle', 'l1 level2', 'Calibri', 'a)', 'Sub'),
        item('Middle', 'l1 level2', 'Calibri', '(ii)', 'Sub'),
        item('Last', 'l1 level1', 'Calibri', '4.1', 'Clause'),
      ].join('\n'),
    ),
    '3. Third\n  a) Sub\n  (ii) Sub\n4.1 Clause',
  ],
  [
    'a table of Word',
    word(`<p class=MsoNormal>Costs<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0'>${cell('Line')}${cell('Amount')}</tr>
 <tr style='mso-yfti-irow:1'>${cell('Set-up')}${cell('£1,000</p><p class=MsoNormal>once')}</tr>
 <tr style='mso-yfti-irow:2'>${cell('<o:p>&nbsp;</o:p>')}${cell('£5')}</tr>
</table>
<p class=MsoNormal>In all.<o:p></o:p></p>`),
    'Costs\n\nLine\tAmount\nSet-up\t£1,000 once\n\t£5\n\nIn all.',
  ],
  [
    'Outlook: lines in divs, a signature in a table of one cell',
    `<html><body><div><p class="MsoNormal">Dear all,</p></div><div>First line</div><div>Second line</div><div><br></div>
<table><tbody><tr><td><p>Priya Shah</p><p><a href="mailto:priya@northmoor.example">priya@northmoor.example</a></p></td></tr></tbody></table></body></html>`,
    'Dear all,\n\nFirst line\nSecond line\n\nPriya Shah\n\npriya@northmoor.example',
  ],
  [
    'a web page: headings, nested lists, links, what is hidden and what would run',
    `<meta charset="utf-8"><h2>Views</h2><script>window.ran = true</script><style>p{}</style>
<p>See <a href="https://www.example.org/sec/">the Code</a>, <a href="https://example.org">www.example.org</a> and <a href="#top">above</a>.</p>
<ol start="2"><li>Two<ul><li>inner</li><li><p>other</p><p>more</p></li></ul></li><li value="7">Seven</li><li></li></ol>
<p style="display: none">hidden</p><p>a\u200bb\u00adc\ufeff 👨‍👩‍👧</p><img src="/never" onerror="window.ran = true" alt="">`,
    'Views\n\nSee the Code (https://www.example.org/sec/), www.example.org and above.\n\n2. Two\n  - inner\n  - other\nmore\n7. Seven\n\nabc 👨‍👩‍👧',
  ],
  [
    'Word in a browser: each item a list of its own, with its level beside it',
    `<div class="OutlineElement"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">We ask for</span></span><span class="EOP">&nbsp;</span></p></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-aria-level="1" class="OutlineElement"><p class="Paragraph">clear roles<span class="EOP">&nbsp;</span></p></li></ul></div>
<div class="ListContainerWrapper"><ul class="BulletListStyle2"><li data-aria-level="2" class="OutlineElement"><p class="Paragraph">written<span class="EOP">&nbsp;</span></p></li></ul></div>`,
    'We ask for\n\n- clear roles\n  - written',
  ],
  [
    'signs that HTML would take for its own, and a listing',
    '<p>a &lt;b&gt; &amp;amp; c</p><pre>if (a &lt; b)\n  return  1;\n\nend</pre>',
    'a <b> &amp; c\n\nif (a < b)\n  return  1;\n\nend',
  ],
  [
    'a sheet of Excel',
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment--><col width=64><tr><td>Line</td><td class=xl65 align=right>2017</td></tr><tr><td></td><td>5</td></tr><!--EndFragment--></table></body></html>`,
    'Line\t2017\n\t5',
  ],
];
