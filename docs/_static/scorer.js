// How results of the search are ordered: what users read before why the library was built so.
var Scorer = {
  score: ([docname, , , , score]) => (docname.startsWith("adr/") ? score - 100 : score),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
