"use strict";
exports.id = 21;
exports.ids = [21];
exports.modules = {

/***/ 402:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCoverage: () => (/* binding */ A)
/* harmony export */ });
/* harmony import */ var _chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(964);
/* harmony import */ var _chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(960);
/* harmony import */ var _chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(434);
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(865);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(724);
function F(r,t){let e=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.d)(r,t);if(!(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.a)(e.totals)||!(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.a)(e.meta))throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(r,t,(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.e)(e));let{covered_lines:n,num_statements:o,covered_branches:a=0,num_branches:s=0}=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(e.totals);if(!(0,_chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__.b)(n,o)||!(0,_chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__.b)(a,s))throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(r,t,"coverage.py JSON without usable totals");return (0,_chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__.a)({covered:Number(n),all:Number(o)},{covered:Number(a),all:Number(s)})}var v="LCOV that is cut off: a record without its end_of_record";function S(r,t){let e=new Map,n;for(let[o,a]of r.text.split(`
`).entries()){let s=a.trim(),[,c="",u=""]=/^([A-Z]+):(.*)$/.exec(s)??[];if(c==="SF"&&n!==void 0)throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(r,t,v);if(c==="SF")n=O(e,u);else if(s==="end_of_record")n=void 0;else if(n!==void 0&&!L(n,c,u))throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${r.source}, line ${o+1}: expected LCOV, found ${JSON.stringify(s.slice(0,60))}`])}if(e.size===0)throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(r,t);if(n!==void 0)throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(r,t,v);return (0,_chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__.a)(y(e,"lines","LF","LH"),y(e,"branches","BRF","BRH"))}function O(r,t){let e=r.get(t)??{lines:new Map,branches:new Map,sums:new Map};return r.set(t,e),e}function L(r,t,e){switch(t){case"DA":{let[n="",o=""]=e.split(",");return d(r.lines,n,o)}case"BRDA":{let n=e.lastIndexOf(","),o=e.slice(n+1);return n>0&&d(r.branches,e.slice(0,n),o==="-"?"0":o)}case"LF":case"LH":case"BRF":case"BRH":return d(r.sums,t,e);default:return!0}}function d(r,t,e){let n=Number(e);return t===""||e.trim()===""||!Number.isFinite(n)||n<0?!1:(r.set(t,(r.get(t)??0)+n),!0)}function y(r,t,e,n){let o=0,a=0;for(let s of r.values()){let c=s[t];o+=c.size>0?[...c.values()].filter(u=>u>0).length:s.sums.get(n)??0,a+=c.size>0?c.size:s.sums.get(e)??0}return{covered:o,all:a}}var f="Cobertura XML, LCOV or coverage.py JSON";async function A(r,t){let e=(0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.a)(r,t);switch(e.shape){case"XML":return(await Promise.all(/* import() */[__webpack_require__.e(442), __webpack_require__.e(328)]).then(__webpack_require__.bind(__webpack_require__, 328))).readCobertura(e,f);case"JSON":return F(e,f);case"text":return S(e,f);default:throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(e,f)}}


/***/ }),

/***/ 960:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ r),
/* harmony export */   b: () => (/* binding */ i),
/* harmony export */   c: () => (/* binding */ O),
/* harmony export */   d: () => (/* binding */ f),
/* harmony export */   e: () => (/* binding */ j)
/* harmony export */ });
/* harmony import */ var _chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(434);
var r=t=>typeof t=="object"&&t!==null&&!Array.isArray(t),i=t=>r(t)?t:{},O=t=>Array.isArray(t)?t.map(i):[];function f(t,n){if(t.shape!=="JSON")throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_0__.b)(t,n);let s;try{s=JSON.parse(t.text)}catch(o){let c=o instanceof Error?o.message.replace(/\s+/g," "):String(o);throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_0__.b)(t,n,`JSON that is damaged or cut off (${c})`,o)}if(!r(s))throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_0__.b)(t,n,"a JSON list");return s}function j(t){let n=Object.keys(t);return n.length===0?"an empty JSON object":`a JSON object with ${n.slice(0,6).join(", ")}${n.length>6?", \u2026":""}`}


/***/ }),

/***/ 434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ u),
/* harmony export */   b: () => (/* binding */ h)
/* harmony export */ });
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(865);
function u(t,e){let n=t.replace(/^\uFEFF/,"");return{text:n,shape:o(n.trimStart()),source:e}}function o(t){return t===""?"nothing":/^<(?:!doctype\s+html|html)\b/i.test(t)?"HTML":t.startsWith("<")?"XML":/^[{[]/.test(t)?"JSON":"text"}function h(t,e,n,r){let s=n??(t.shape==="text"?`text that begins ${p(t.text)}`:t.shape);return new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__.a([`${t.source}: expected ${e}, found ${s}`],r===void 0?{}:{cause:r})}function p(t){let e=t.trim().split(/\r?\n/,1)[0]??"";return JSON.stringify(e.length>40?`${e.slice(0,39)}\u2026`:e)}


/***/ }),

/***/ 964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ t),
/* harmony export */   b: () => (/* binding */ l)
/* harmony export */ });
function t(e,r){let n=new Map([["coverage",e.covered/e.all]]);return r.all>0&&n.set("coverage.branches",r.covered/r.all),n}function l(e,r){return o(e)&&o(r)&&Number(e)<=Number(r)}var o=e=>typeof e=="number"&&Number.isInteger(e)&&e>=0;


/***/ })

};
;