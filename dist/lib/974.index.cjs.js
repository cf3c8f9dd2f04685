"use strict";
exports.id = 974;
exports.ids = [974];
exports.modules = {

/***/ 974:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _chunk_K5CH2SIK_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(709);
/* harmony import */ var _chunk_T3K7JLV4_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(170);
/* harmony import */ var _chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(149);
/* harmony import */ var _chunk_AZOXJM2W_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(699);
/* harmony import */ var _chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(196);
/* harmony import */ var _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(408);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(724);
var c=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_6__.c)((0,_chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_4__.a)(),1);var l=(0,_chunk_K5CH2SIK_js__WEBPACK_IMPORTED_MODULE_0__.c)({name:"quality-gate",inputs:{rules:_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"One rule a line, such as `accuracy >= baseline - 0.01`. See `docs/rules.md`."}),"rules-file":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"YAML file with `rules`, `slices` and `waivers`; its rules are added to those of `rules`."}),metrics:_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"Metrics as a JSON or YAML object, or paths of such files; nested objects flatten to dotted names. The output file of mlflow-metrics brings its baseline along."}),baseline:_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"What `baseline` in a rule refers to, given like `metrics`. An empty object is no baseline."}),"coverage-file":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"Cobertura XML, LCOV or coverage.py JSON: `coverage` and `coverage.branches`, both between 0 and 1."}),"vulnerability-file":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"SARIF, Trivy JSON or Grype JSON: `vulnerabilities.critical`, `.high`, `.medium`, `.low`, `.unknown` and `.total`."}),"junit-file":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"JUnit XML: `tests.total`, `tests.failed`, `tests.skipped` and `tests.pass_rate`."}),"on-missing":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.oneOf(["fail","warn","ignore"],{default:"fail",description:"What a rule over a missing metric is."}),..._chunk_K5CH2SIK_js__WEBPACK_IMPORTED_MODULE_0__.b,"dry-run":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.boolean({default:"false",description:"Report only: what would stop the delivery is a warning. `passed` says what it would have been."}),comment:_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.boolean({default:"false",description:"Keep one comment on the pull request up to date; needs `pull-requests: write`."}),"comment-key":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({description:"Tells the comments of several gates in one job apart, such as the matrix value."}),"github-token":_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__.k.text({secret:!0,default:"${{ github.token }}",description:"Token for the comment."})},outputs:{passed:"`true` when the verdict of the rules is `pass` or `warn`, otherwise `false`; also in a dry run.","failures-json":"The checks that fail or are inconclusive, as a list of objects with `rule`, `reason` and more.","report-path":"The report as a Markdown file."}});await (0,_chunk_K5CH2SIK_js__WEBPACK_IMPORTED_MODULE_0__.d)({contract:l,async main(s,t){let{run:u}=await __webpack_require__.e(/* import() */ 838).then(__webpack_require__.bind(__webpack_require__, 838)),{files:d,github:i,secrets:p,variable:o}=t,m=o("RUNNER_TEMP")||i.workspace;return u(s,{files:d,workspace:i.workspace,today:new Date(t.clock.now()).toISOString().slice(0,10),reportPath:(0,c.join)(m,"quality-gate",`${o("GITHUB_ACTION")||"report"}.md`),redact:p.redact,async comment(f){let{writeComment:h}=await __webpack_require__.e(/* import() */ 117).then(__webpack_require__.bind(__webpack_require__, 117));await h(s,t,f)}})}});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
;