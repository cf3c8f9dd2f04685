"use strict";
exports.id = 577;
exports.ids = [577];
exports.modules = {

/***/ 577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readTests: () => (/* binding */ X)
/* harmony export */ });
/* harmony import */ var _chunk_JB5H7W66_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(442);
/* harmony import */ var _chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(434);
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(865);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(724);
var g="JUnit XML";function X(t,e){let s=(0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.a)(t,e),n=(0,_chunk_JB5H7W66_js__WEBPACK_IMPORTED_MODULE_0__.a)(s,g);if(n.name!=="testsuites"&&n.name!=="testsuite")throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(s,g,`XML with the root element <${n.name}>`);let r=w(n),m=a(n).reduce((o,{attributes:u})=>Math.max(o,Number(u.tests)||0),0);if(r.length===0&&m>0)throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${e}: says that ${m} tests ran, but lists none of them`]);let c=r.filter(l).length,p=r.filter(o=>!l(o)&&i(o,"skipped")).length,f=r.length-p;return new Map([["tests.total",r.length],["tests.failed",c],["tests.skipped",p],["tests.pass_rate",(f-c)/f]])}var i=(t,e)=>t.children.some(({name:s})=>s===e),l=t=>i(t,"failure")||i(t,"error"),a=t=>[t,...t.children.filter(({name:e})=>e==="testsuite").flatMap(a)],w=t=>a(t).flatMap(e=>[...e.children.filter(({name:s})=>s==="testcase"),...l(e)?[e]:[]]);


/***/ }),

/***/ 434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ u),
/* harmony export */   b: () => (/* binding */ h)
/* harmony export */ });
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(865);
function u(t,e){let n=t.replace(/^\uFEFF/,"");return{text:n,shape:o(n.trimStart()),source:e}}function o(t){return t===""?"nothing":/^<(?:!doctype\s+html|html)\b/i.test(t)?"HTML":t.startsWith("<")?"XML":/^[{[]/.test(t)?"JSON":"text"}function h(t,e,n,r){let s=n??(t.shape==="text"?`text that begins ${p(t.text)}`:t.shape);return new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__.a([`${t.source}: expected ${e}, found ${s}`],r===void 0?{}:{cause:r})}function p(t){let e=t.trim().split(/\r?\n/,1)[0]??"";return JSON.stringify(e.length>40?`${e.slice(0,39)}\u2026`:e)}


/***/ })

};
;