"use strict";
exports.id = 465;
exports.ids = [465];
exports.modules = {

/***/ 465:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readVulnerabilities: () => (/* binding */ te)
/* harmony export */ });
/* harmony import */ var _chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(960);
/* harmony import */ var _chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(434);
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(865);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(724);
var g=["critical","high","medium","low","unknown"];function j(e){let t=new Map(g.map(r=>[`vulnerabilities.${r}`,0]));for(let r of e){let o=`vulnerabilities.${r}`;t.set(o,(t.get(o)??0)+1)}return t.set("vulnerabilities.total",e.length)}function f(e){let t=String(e).toLowerCase();return g.find(r=>r===t)??"unknown"}function x(e){return e>=9?"critical":e>=7?"high":e>=4?"medium":e>0?"low":"unknown"}function J(e){return (0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(e.matches).map(({vulnerability:t})=>f((0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(t).severity))}var E=new Set(["pass","notApplicable","informational"]),I=new Map([["error","high"],["warning","medium"],["note","low"]]);function R(e,{source:t}){if(!String(e.version).startsWith("2.1"))throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: expected SARIF 2.1, found SARIF ${e.version}`]);let r=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(e.runs);if(r.length===0)throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: the SARIF log has no run, so nothing was scanned`]);return r.flatMap(o=>{let i=String((0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)((0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(o.tool).driver).name??"the tool");if((0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(o.invocations).some(({executionSuccessful:s})=>s===!1))throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: ${i} says that its run failed, so it could not look for problems`]);if(!Array.isArray(o.results))throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: ${i} gives no results, so nothing was scanned`]);let n=N(o);return (0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(o.results).filter(T).map(s=>F(s,n(s)))})}function T(e){let t=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(e.suppressions);return!(t.length>0&&t.every(({status:o="accepted"})=>o==="accepted"))&&!E.has(e.kind)&&e.baselineState!=="absent"}function F(e,t){for(let{properties:o}of[e,t]){let i=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(o)["security-severity"],n=i===void 0||i===""?Number.NaN:Number(i);if(n>=0&&n<=10)return x(n)}let r=e.level??(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(t.defaultConfiguration).level??"warning";return I.get(r)??"unknown"}function N(e){let t=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(e.tool),r=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(t.extensions),o=[(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(t.driver),...r],i=o.map(s=>(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(s.rules)),n=new Map(i.flat().map(s=>[String(s.id),s]).reverse());return s=>{let m=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(s.rule),{index:l,name:u,guid:d}=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.b)(m.toolComponent),$=o.findIndex(y=>typeof l=="number"&&l>=0&&y===r[l]||d!==void 0&&y.guid===d||u!==void 0&&y.name===u),k=Number(s.ruleIndex??m.index??-1),v=String(s.ruleId??m.id??"");return i[Math.max($,0)]?.[k]??n.get(v)??n.get(v.replace(/\/[^/]*$/,""))??{}}}function M(e,{source:t}){if(e.SchemaVersion!==2)throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: expected Trivy's schema version 2, found ${e.SchemaVersion}`]);let{Results:r=null}=e;if(r!==null&&!Array.isArray(r))throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: Results of this Trivy report is no list`]);let o=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(r),i=new Set(o.map(n=>String(n.Class??"os-pkgs")));if(i.size>0&&![...i].some(n=>n.endsWith("-pkgs")))throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__.a([`${t}: this Trivy report did not look for vulnerabilities, only for: ${[...i].join(", ")}; scan with --scanners vuln`]);return o.flatMap(n=>(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.c)(n.Vulnerabilities)).map(n=>f(n.Severity))}var A="SARIF 2.1, Trivy JSON or Grype JSON",V=[{isOne:e=>Array.isArray(e.runs)&&typeof e.version=="string",read:R},{isOne:e=>typeof e.SchemaVersion=="number"&&typeof e.ArtifactName=="string",read:M},{isOne:e=>Array.isArray(e.matches)&&(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.a)(e.descriptor),read:J}];function te(e,t){let r=(0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.a)(e,t),o=(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.d)(r,A),i=V.find(({isOne:n})=>n(o));if(i===void 0)throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(r,A,(0,_chunk_J64AEKRT_js__WEBPACK_IMPORTED_MODULE_0__.e)(o));return j(i.read(o,r))}


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


/***/ })

};
;