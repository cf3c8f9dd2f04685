"use strict";
exports.id = 287;
exports.ids = [287];
exports.modules = {

/***/ 21:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ c)
/* harmony export */ });
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(865);
/* harmony import */ var _chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(418);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(724);
var t=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__.c)((0,_chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_1__.a)(),1);var c=class{value;#t;#e;#n=new t.LineCounter;constructor(e,n){this.#t=n,this.#e=(0,t.parseDocument)(e,{schema:"core",lineCounter:this.#n,prettyErrors:!1});let r=new Map;for(let{message:s,pos:u}of[...this.#e.errors,...this.#e.warnings]){let{line:o}=this.#n.linePos(u[0]),i=`${this.#r(o)}: ${s}${m(e.split(`
`)[o-1]??"")}`;r.has(o)||r.set(o,i)}if(r.size>0)throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__.a([...r.values()]);try{this.value=this.#e.toJS({maxAliasCount:20})}catch(s){throw new _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_0__.a([`${n}: ${s instanceof Error?s.message:s}`],{cause:s})}}where(e){for(let n=e.length;n>0;n--){let r=this.#s(e.slice(0,n));if(r!==void 0)return this.#r(this.#n.linePos(r).line)}return this.#t}comment(e){let n=this.#e.getIn(e,!0);return(0,t.isScalar)(n)?(n.comment??"").trim():""}#s(e){let n=this.#e.getIn(e.slice(0,-1),!0),r=e.at(-1),s;(0,t.isNode)(n)&&(0,t.visit)(n,(o,i)=>{if(i!==n)return(0,t.isPair)(i)?((0,t.isScalar)(i.key)&&String(i.key.value)===String(r)&&(s=i.key.range?.[0]),t.visit.SKIP):t.visit.SKIP});let u=this.#e.getIn(e,!0);return s??((0,t.isNode)(u)?u.range?.[0]:void 0)}#r(e){return`${this.#t} line ${e}`}};function m(l){let[,e]=/^\s*-\s+(["*].*?)\s*$/.exec(l)??[];return e===void 0?"":`; a rule that begins so is written in single quotes: - '${e}'`}


/***/ }),

/***/ 287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YamlFile: () => (/* reexport safe */ _chunk_HNL7A5ON_js__WEBPACK_IMPORTED_MODULE_0__.a)
/* harmony export */ });
/* harmony import */ var _chunk_HNL7A5ON_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21);
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(865);
/* harmony import */ var _chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(418);
/* harmony import */ var _chunk_7NCDY5QT_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(952);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(724);



/***/ })

};
;