"use strict";
exports.id = 157;
exports.ids = [157];
exports.modules = {

/***/ 245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ i),
/* harmony export */   b: () => (/* binding */ E)
/* harmony export */ });
var i=class extends Error{name="FilterError";position;constructor(t,e){super(`${t} at position ${e}`),this.position=e}},l={metric:"metric",metrics:"metric",param:"param",params:"param",parameter:"param",parameters:"param",tag:"tag",tags:"tag",attribute:"attribute",attributes:"attribute",attr:"attribute",run:"attribute",dataset:"dataset",datasets:"dataset"},p={created:"start_time",Created:"start_time","run name":"run_name","Run name":"run_name","Run Name":"run_name"},o=["start_time","end_time"],m=["run_id","run_name","status","user_id","artifact_uri"],f=[">",">=","<","<=","=","!="],y=["=","!=","LIKE","ILIKE","IS NULL","IS NOT NULL"],g=["=","!=","LIKE","ILIKE","IN","NOT IN"];function E(n){let t=new u(n),e=[];if(t.atEnd())return e;for(;;){if(e.push(b(t)),t.atEnd())return e;let r=t.place();if(t.word("or"))throw new i("OR is not part of the filter language; only AND is,",r);t.word("and")||t.fail("expected AND or the end")}}function b(n){let t=n.place(),{entity:e,key:r}=I(n),s=n.place(),a=w(n),c=e==="metric"||e==="attribute"&&o.includes(r),d=c?f:e==="attribute"?g:y;if(!d.includes(a))throw new i(`${e} ${r} can be compared with ${d.join(", ")}, not ${a},`,s);if(a==="IS NULL"||a==="IS NOT NULL")return{entity:e,key:r,comparator:a,value:void 0};if(a==="IN"||a==="NOT IN"){if(r!=="run_id")throw new i(`${a} is allowed for attributes.run_id only,`,t);return{entity:e,key:r,comparator:a,value:n.texts()}}return{entity:e,key:r,comparator:a,value:c?n.number():n.text()}}function I(n){let t=n.place(),e=n.match(/`(?:metrics?|param(?:eter)?s?|tags?|attr(?:ibutes?)?|run|datasets?)`(?=\.)|[A-Za-z]+(?=\.)/y);if(e!==void 0){n.match(/\./y);let r=l[e.replaceAll("`","")];if(r===void 0)throw new i(`"${e}" is not metrics, params, tags or attributes,`,t);if(r==="dataset")throw new i("dataset.\u2026 is not supported for embedded stores,",t);return h(r,n.key(),t)}return h("attribute",n.key(),t)}function h(n,t,e){let r=n==="attribute"?p[t]??t:t;if(n==="attribute"&&![...o,...m].includes(r)){let s=[...m,...o].join(", ");throw new i(`unknown attribute "${t}" (known: ${s}; others need metrics., params. or tags.)`,e)}return{entity:n,key:r}}function w(n){let t=n.match(/>=|<=|!=|=|>|</y);if(t!==void 0)return t;let e=n.match(/(?:not\s+in|in|like|ilike|is\s+not\s+null|is\s+null)(?!\w)/iy);return e===void 0?n.fail("expected a comparison such as =, >, LIKE or IN"):e.toUpperCase().replace(/\s+/g," ")}var u=class{#t;#e=0;constructor(t){this.#t=t}place(){for(;/\s/.test(this.#t.charAt(this.#e));)this.#e+=1;return this.#e+1}atEnd(){return this.place()>this.#t.length}match(t){t.lastIndex=this.place()-1;let e=t.exec(this.#t)?.[0];return this.#e+=e?.length??0,e}word(t){return this.match(new RegExp(`${t}(?!\\w)`,"iy"))!==void 0}fail(t){let e=this.place(),r=this.#t.slice(e-1,e+19);throw new i(`${t}, found ${r===""?"the end":JSON.stringify(r)}`,e)}key(){let t=this.match(/`[^`]+`|"[^"]+"/y);return t!==void 0?t.slice(1,-1):this.match(/[A-Za-z_][\w.]*/y)??this.fail("expected a name (quote it with ` when it has other characters)")}text(){let t=this.match(/'(?:''|\\'|[^'])*'|"(?:""|\\"|[^"])*"/y);return t===void 0?this.fail("expected a text in quotes"):t.slice(1,-1)}number(){let t=this.match(/-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?(?![\w.])/y);return t===void 0?this.fail("expected a number without quotes"):Number(t)}texts(){this.match(/\(/y)===void 0&&this.fail("expected a list such as ('a', 'b')");let t=[this.text()];for(;this.match(/,/y)!==void 0;)t.push(this.text());return this.match(/\)/y)===void 0&&this.fail("expected , or )"),t}};


/***/ }),

/***/ 157:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkInputs: () => (/* binding */ p),
/* harmony export */   searches: () => (/* binding */ m)
/* harmony export */ });
/* harmony import */ var _chunk_DOFSFFT6_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(245);
/* harmony import */ var _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(408);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(724);
function p(e){let n=[],r=(o,i,s)=>n.push({input:o,got:i,allowed:s}),d=e.trackingUri.kind==="rest";if(e.token&&(e.username||e.password))r("token","***",'either "token", or "username" and "password" (also from MLFLOW_TRACKING_*), not both');else if(!!e.username!=!!e.password){let o=e.username?"password":"username";r(o,void 0,'"username" and "password" belong together')}let t=e.run??(e.experiment?{kind:"latest",text:"latest"}:void 0);t===void 0?r("run",void 0,'a selector such as run:<id> or models:/name@champion; or give "experiment" for its latest run'):m(t)&&!e.experiment&&r("experiment",void 0,`the name or id of an experiment, which "${t.text}" needs`),e.baseline&&m(e.baseline)&&!e.experiment&&!e.baselineExperiment&&r("baseline-experiment",void 0,`the name or id of an experiment, which "${e.baseline.text}" needs`),e.baseline||(e.baselineFilter&&r("baseline-filter",e.baselineFilter,'only together with "baseline"'),e.baselineExperiment&&r("baseline-experiment",e.baselineExperiment,'only together with "baseline"'));for(let[o,i]of[["filter",e.filter],["baseline-filter",e.baselineFilter]]){let s=i===void 0||d?void 0:c(i);s!==void 0&&r(o,i,`a filter string of MLflow: ${s}`)}if(e.requireStatus.length===0&&r("require-status","","at least one run state"),n.length>0||t===void 0)throw new _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_1__.a(n);return t}function m({kind:e}){return e==="latest"||e==="best"}function c(e){try{(0,_chunk_DOFSFFT6_js__WEBPACK_IMPORTED_MODULE_0__.b)(e);return}catch(n){if(n instanceof _chunk_DOFSFFT6_js__WEBPACK_IMPORTED_MODULE_0__.a)return n.message;throw n}}


/***/ })

};
;