"use strict";
exports.id = 709;
exports.ids = [709];
exports.modules = {

/***/ 408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ t),
/* harmony export */   b: () => (/* binding */ s),
/* harmony export */   c: () => (/* binding */ c),
/* harmony export */   d: () => (/* binding */ f)
/* harmony export */ });
var t=class extends Error{name="InputError";problems;constructor(n,r){super(n.map(a).join(`
`),r),this.problems=n}};function a({input:e,got:n,allowed:r}){return`input "${e}": ${n===void 0?"missing":`got ${JSON.stringify(d(n))}`}, allowed: ${r}`}var s=class extends Error{name="ServiceError";service;status;url;hint;ambiguous;constructor(n){let r=n.url?` (${n.url}${n.status?` answered ${n.status}`:""})`:"";super(`${n.service}: ${n.message}${r}`,n.cause===void 0?{}:{cause:n.cause}),this.service=n.service,this.status=n.status,this.url=n.url,this.hint=n.hint,this.ambiguous=n.ambiguous??!1}};function c(e){return e instanceof t||e instanceof s}function f(e){if(!(e instanceof Error))return String(e);let n=[c(e)?e.message:e.stack??e.message];e instanceof s&&e.hint&&n.push(e.hint);for(let r=e.cause,i=0;r!==void 0&&i<5;i+=1){let u=r instanceof Error?r.message||r.name:String(r);n.some(o=>o.includes(u))||n.push(`caused by: ${u}`),r=r instanceof Error?r.cause:void 0}return n.join(`
`)}function d(e,n=80){return e.length>n?`${e.slice(0,n).replace(/[\ud800-\udbff]$/,"")}\u2026`:e}


/***/ }),

/***/ 858:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ g),
/* harmony export */   b: () => (/* binding */ i)
/* harmony export */ });
/* harmony import */ var _chunk_H2XXOJC5_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(202);
function g(n,t){return JSON.stringify(n,(o,r)=>typeof r=="number"&&!Number.isFinite(r)?String(r):r,t)}var p=/^[a-z]{1,20}$/i;function i(n,t){if(typeof n=="string")return (0,_chunk_H2XXOJC5_js__WEBPACK_IMPORTED_MODULE_0__.b)(n)?n:t(n);if(typeof n=="number")return t(String(n))===String(n)?n:"***";if(Array.isArray(n))return n.map(r=>i(r,t));if(typeof n!="object"||n===null)return n;if("toJSON"in n)return i(JSON.parse(g(n)),t);let o=Object.entries(n).map(([r,f])=>[p.test(r)?r:t(r),i(f,t)]);return Object.fromEntries(o)}


/***/ }),

/***/ 699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ s)
/* harmony export */ });
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(724);
var s=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__.a)((t,e)=>{e.exports=process.getBuiltinModule("node:fs")});


/***/ }),

/***/ 202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ n),
/* harmony export */   b: () => (/* binding */ o),
/* harmony export */   c: () => (/* binding */ i)
/* harmony export */ });
var n=["pass","warn","inconclusive","fail","error"];function o(r){return n.includes(r)}function i(r){let e=0;for(let t of r)e=Math.max(e,n.indexOf(t));return n[e]??"error"}


/***/ }),

/***/ 709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ ee),
/* harmony export */   b: () => (/* binding */ ne),
/* harmony export */   c: () => (/* binding */ re),
/* harmony export */   d: () => (/* binding */ Yt)
/* harmony export */ });
/* harmony import */ var _chunk_T3K7JLV4_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(170);
/* harmony import */ var _chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(149);
/* harmony import */ var _chunk_5UEIYGH5_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(858);
/* harmony import */ var _chunk_AZOXJM2W_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(699);
/* harmony import */ var _chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(196);
/* harmony import */ var _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(408);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(724);
var m=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_AZOXJM2W_js__WEBPACK_IMPORTED_MODULE_2__.a)(),1),Z=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_3__.a)(),1),X={async read(t,e=64*1024*1024){let n=(0,m.statSync)(t);if(!n.isFile())throw new Error(`${t} is not a file`);let{size:r}=n;if(r>e)throw new Error(`${t} has ${r} bytes, more than the ${e} that are read`);return(0,m.readFileSync)(t,"utf8")},async write(t,e){(0,m.mkdirSync)((0,Z.dirname)(t),{recursive:!0}),(0,m.writeFileSync)(t,e)},exists:async t=>(0,m.existsSync)(t)};async function U(t,e,n){let r=new Map;for(let[c,{options:a}]of Object.entries(t)){let f=[e.input(c),...(a.env??[]).map(d=>e.variable(d)),a.default?.startsWith("${{")?"":a.default??""].find(d=>d!=="")??"";a.secret&&f&&n.add(f),r.set(c,f)}let o=c=>n.redact(c).replace(/(:\/\/)[^\s]*@/g,"$1***@"),s=[],i={};for(let[c,{options:a,parse:p}]of Object.entries(t)){let f=r.get(c)??"";if(f===""){a.required&&s.push({input:c,allowed:Tt(a.description)});continue}try{i[It(c)]=await p(f)}catch(d){if(!(d instanceof _chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.f))throw d;s.push({input:c,got:a.secret?"***":o(f),allowed:n.redact(d.allowed)})}}if(s.length>0)throw new _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.a(s);return Object.freeze(i)}function It(t){return t.replace(/-([a-z0-9])/g,(e,n)=>n.toUpperCase())}function Tt(t){return t.charAt(0).toLowerCase()+t.slice(1).replace(/\.$/,"")}function E(t,e="fail"){let n=t==="inconclusive"?e:t;return n==="fail"||n==="error"?{code:1,announce:"error"}:{code:0,announce:n==="warn"||t==="inconclusive"?"warning":"info"}}function P(t,{verdict:e,reason:n,result:r}){return{schemaVersion:1,action:t,verdict:e,reason:n,...r}}var gt=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_AZOXJM2W_js__WEBPACK_IMPORTED_MODULE_2__.a)(),1);var et=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_T3K7JLV4_js__WEBPACK_IMPORTED_MODULE_0__.a)(),1);function g(t){return t==null?"":typeof t=="string"||t instanceof String?t:JSON.stringify(t)}function I(t){return Object.keys(t).length?{title:t.title,file:t.file,line:t.startLine,endLine:t.endLine,col:t.startColumn,endColumn:t.endColumn}:{}}function h(t,e,n){let r=new G(t,e,n);process.stdout.write(r.toString()+et.EOL)}function N(t,e=""){h(t,{},e)}var tt="::",G=class{constructor(e,n,r){e||(e="missing.command"),this.command=e,this.properties=n,this.message=r}toString(){let e=tt+this.command;if(this.properties&&Object.keys(this.properties).length>0){e+=" ";let n=!0;for(let r in this.properties)if(this.properties.hasOwnProperty(r)){let o=this.properties[r];o&&(n?n=!1:e+=",",e+=`${r}=${kt(o)}`)}}return e+=`${tt}${Ot(this.message)}`,e}};function Ot(t){return g(t).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A")}function kt(t){return g(t).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A").replace(/:/g,"%3A").replace(/,/g,"%2C")}var{closeSync:_t,openSync:At,readSync:$t}=process.getBuiltinModule("node:fs");function nt(){let t;try{t=At("/dev/urandom","r");let e=Buffer.alloc(16);if($t(t,e)===16)return e.toString("hex")}catch{}finally{t!==void 0&&_t(t)}return process.getBuiltinModule("node:crypto").randomUUID()}var O=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_AZOXJM2W_js__WEBPACK_IMPORTED_MODULE_2__.a)(),1),T=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_T3K7JLV4_js__WEBPACK_IMPORTED_MODULE_0__.a)(),1);function F(t,e){let n=process.env[`GITHUB_${t}`];if(!n)throw new Error(`Unable to find environment variable for file command ${t}`);if(!O.existsSync(n))throw new Error(`Missing file at path: ${n}`);O.appendFileSync(n,`${g(e)}${T.EOL}`,{encoding:"utf8"})}function L(t,e){let n=`ghadelimiter_${nt()}`,r=g(e);if(t.includes(n))throw new Error(`Unexpected input: name should not contain the delimiter "${n}"`);if(r.includes(n))throw new Error(`Unexpected input: value should not contain the delimiter "${n}"`);return`${t}<<${n}${T.EOL}${r}${T.EOL}${n}`}var V=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_T3K7JLV4_js__WEBPACK_IMPORTED_MODULE_0__.a)(),1),Ut=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_3__.a)(),1);var Ct=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_3__.a)(),1);var rt;(function(t){t[t.Success=0]="Success",t[t.Failure=1]="Failure"})(rt||(rt={}));function H(t){h("add-mask",{},t)}function ot(t,e){let n=process.env[`INPUT_${t.replace(/ /g,"_").toUpperCase()}`]||"";if(e&&e.required&&!n)throw new Error(`Input required and not supplied: ${t}`);return e&&e.trimWhitespace===!1?n:n.trim()}function st(t,e){if(process.env.GITHUB_OUTPUT||"")return F("OUTPUT",L(t,e));process.stdout.write(V.EOL),h("set-output",{name:t},g(e))}function B(t){h("debug",{},t)}function it(t,e={}){h("error",I(e),t instanceof Error?t.toString():t)}function j(t,e={}){h("warning",I(e),t instanceof Error?t.toString():t)}function ct(t,e={}){h("notice",I(e),t instanceof Error?t.toString():t)}function M(t){process.stdout.write(t+V.EOL)}function at(t){N("group",t)}function ut(){N("endgroup")}function pt(t,e){if(process.env.GITHUB_STATE||"")return F("STATE",L(t,e));h("save-state",{name:t},g(e))}function ft(t){return process.env[`STATE_${t}`]||""}var K=String.raw`(?:(?<!\w)|(?<=\\[nrtbf])|(?<=\\u[0-9a-fA-F]{4}))`,Gt=[{pattern:new RegExp(String.raw`${K}eyJ[\w-]{8,500}\.[\w-]{8,}\.[\w-]{4,}`,"g"),keptGroups:0,keptEnd:0},{pattern:new RegExp(`${K}(?:gh[pousr]_\\w{20,}|github_pat_\\w{20,}|xox[abprs]-[\\w-]{10,}|AKIA[0-9A-Z]{16})`,"g"),keptGroups:0,keptEnd:0},{pattern:new RegExp(String.raw`${K}((?:bearer|basic)\s+)[\w.~+/=-]{8,}`,"gi"),keptGroups:1,keptEnd:0},{pattern:/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@:"'<>]*:[^\s/@"'<>]+@/gi,keptGroups:1,keptEnd:1}],lt=/passw(or)?d|secret|token(?!i[sz])|api[-_]?key|private[-_]?key|credential|authorization/i,Nt=/passw(or)?d|secret/i,Ft=4;function q(t){let e=new Set;function n(s){for(let i of Vt(s))i.length<Ft||!/[\p{L}\p{N}]/u.test(i)||e.has(i)||(e.add(i),t(i))}function r(s,i=""){if(typeof s=="string"&&lt.test(i))n(s);else if(typeof s=="number"&&Nt.test(i))n(String(s));else if(Array.isArray(s))for(let c of s)r(c,i);else if(s&&typeof s=="object")for(let[c,a]of Object.entries(s))r(a,lt.test(c)?c:i)}function o(s){let i=dt(s,mt(s,e));if(!Lt.test(i))return i;let{seen:c,starts:a}=Bt(i),p=mt(c,e).map(([f,d])=>[a[f]??0,a[d]??i.length]);return dt(i,p)}return{add:n,addFrom:s=>r(s),redact:o}}function mt(t,e){let n=[];for(let r of e)for(let o=t.indexOf(r);o>=0;o=t.indexOf(r,o+1))n.push([o,o+r.length]);for(let{pattern:r,keptGroups:o,keptEnd:s}of Gt)for(let i of t.matchAll(r)){let c=i.slice(1,1+o).join("").length;n.push([i.index+c,i.index+i[0].length-s])}return n}function dt(t,e){if(e.length===0)return t;e.sort(([o],[s])=>o-s);let n="",r=0;for(let[o,s]of e)o>=r&&(n+=`${t.slice(r,o)}***`),r=Math.max(r,s);return n+t.slice(r)}var Lt=/\u200b|\\[^"\\/bfnrtu]|&(?:#\d+|lt|gt|amp|quot);/,Ht={lt:"<",gt:">",amp:"&",quot:'"'};function Bt(t){let e="",n=[];for(let r of t.matchAll(/\\([!-/:-@[-`{-~])|&(?:#(\d{1,6})|(lt|gt|amp|quot));|\u200b|[^\\&\u200b]|[\\&]/g)){let[o,s,i,c]=r;if(o==="\u200B")continue;let a=s??(i?String.fromCharCode(Number(i)):c?Ht[c]??"":o);e+=a,n.push(r.index)}return{seen:e,starts:n}}function Vt(t){let e=t.trim().toWellFormed(),n=e.split(/\r?\n/).map(s=>s.trim()),r=new URLSearchParams({v:e}).toString().slice(2),o=[e,encodeURIComponent(e),r,JSON.stringify(e).slice(1,-1),jt(e)];return n.length===1?o:[...o,...n.filter(s=>!s.startsWith("-----"))]}function jt(t){return Buffer.from(t,"utf8").toString("base64")}var Mt=1024*1024-1024,W=10,Kt={error:it,warning:j,notice:ct};function ht(){let t=q(r=>H(r)),e=r=>(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.c)(t.redact(r)),n={debug:r=>B(e(r)),info:r=>M(e(r)),warning:r=>j(e(r)),group:(r,o)=>{at(e(r).replaceAll(`
`," "));for(let s of o)M(e(s));ut()}};return{secrets:t,log:n,github:qt(),input:r=>ot(r),variable:_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l,output:(r,o)=>{let s=(0,_chunk_5UEIYGH5_js__WEBPACK_IMPORTED_MODULE_6__.b)(o,t.redact);st(r,typeof s=="object"?(0,_chunk_5UEIYGH5_js__WEBPACK_IMPORTED_MODULE_6__.a)(s):String(s))},annotate:r=>{for(let o of["error","warning","notice"]){let s=r.filter(i=>i.level===o);for(let{title:i,message:c,file:a,line:p}of s.slice(0,W)){let f={...a?{file:e(a)}:{},...p?{startLine:p}:{}};Kt[o](e(c),{title:e(i),...f})}s.length>W&&n.info(`${s.length-W} more, see the summary`)}},summary:r=>{let o=(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_STEP_SUMMARY");o&&(0,gt.appendFileSync)(o,(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.d)(t.redact(r),Mt))},saveState:(r,o)=>pt(r,o),state:r=>ft(r)}}function qt(){return{repository:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_REPOSITORY"),workflow:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_WORKFLOW"),job:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_JOB"),runId:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_RUN_ID"),runAttempt:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_RUN_ATTEMPT"),sha:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_SHA"),serverUrl:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_SERVER_URL")||"https://github.com",apiUrl:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_API_URL")||"https://api.github.com",eventName:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_EVENT_NAME"),eventPath:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_EVENT_PATH"),workspace:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.l)("GITHUB_WORKSPACE")||process.cwd()}}var yt=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__.c)((0,_chunk_AZOXJM2W_js__WEBPACK_IMPORTED_MODULE_2__.a)(),1);function wt(){let e={fd:1,isTTY:!1,writable:!0,write:(n,...r)=>{Wt(typeof n=="string"?Buffer.from(n):n);let o=r.at(-1);return typeof o=="function"&&o(null),!0},listenerCount:()=>0};for(let n of["on","once","off","removeListener","emit"])Object.assign(e,{[n]:()=>e});Object.defineProperty(process,"stdout",{configurable:!0,value:e})}function Wt(t){for(let e=0;e<t.length;)try{e+=(0,yt.writeSync)(1,t,e)}catch(n){let{code:r}=n;if(r==="EPIPE")return;if(r!=="EAGAIN")throw n;Atomics.wait(new Int32Array(new SharedArrayBuffer(4)),0,0,1)}}var zt=4800,x=class extends Error{name="Cancelled"};async function Yt(t){wt();let e=ht(),{name:n}=t.contract,r=e.state("ml-actions-phase")==="post",o=Jt(e,n,r),s=Qt(e,o);try{let i=await U(t.contract.inputs,e,e.secrets);if(r)return await t.post?.(i,s,e.state),o.with(()=>0);t.post&&e.saveState("ml-actions-phase","post");let c=await t.main(i,s);return o.with(()=>Zt(e,n,i,c))}catch(i){return await o.because(i)}}function Jt(t,e,n){let r=!1;function o(c){r=!0,process.exit(c)}function s(c){try{return n?(t.log.warning(`${e}, post step: ${(0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.d)(c)}`),0):Xt(t,e,c)}catch(a){return t.log.warning(`${e}: the result could not be written: ${(0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.d)(a)}`),1}}let i=async c=>r?new Promise(()=>{}):o(s(c));return process.on("uncaughtException",c=>{i(c)}),process.on("unhandledRejection",c=>{i(c)}),process.on("exit",()=>{r||(process.exitCode=s(new Error("the action ended without a result")))}),{with:c=>o(c()),because:i}}function Qt(t,e){let n=new AbortController,{log:r,secrets:o,github:s,variable:i,saveState:c}=t;for(let a of["SIGINT","SIGTERM"])process.on(a,()=>{if(n.signal.aborted)return;r.info(`got ${a}, stopping`);let p=new x(`cancelled by ${a}`);n.abort(p),setTimeout(()=>{e.because(p)},zt).unref()});return{log:r,clock:_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.a,files:X,secrets:o,github:s,signal:n.signal,variable:i,saveState:c}}function Zt(t,e,n,r){let{summary:o,onInconclusive:s}=n,i=E(r.verdict,s);vt(t,e,r);let c=`${e}: ${r.verdict}: ${r.reason}`,a=r.annotations??[];if(i.announce==="info")t.annotate(a),t.log.info(c);else{let p={level:i.announce,title:`${e}: ${r.verdict}`,message:r.reason};t.annotate([p,...a])}return o!==!1&&r.summary&&t.summary(`${r.summary()}
`),i.code}function Xt(t,e,n){let r=(0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.c)(n)||n instanceof x,o=r?n.message:`unexpected error: ${St(n)}`,s={error:{kind:te(n),problems:n instanceof _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.a?n.problems:[]}};return t.annotate([{level:"error",title:`${e}: could not evaluate`,message:r?xt(n):(0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.d)(n)}]),vt(t,e,{verdict:"error",reason:o,outputs:{},result:s}),/^false$/i.test(t.input("summary"))||t.summary(`## ${e}: error

\`\`\`\`text
${xt(n).replaceAll("````","'''' ")}
\`\`\`\`
`),E("error").code}function vt(t,e,n){for(let[r,o]of Object.entries(n.outputs))t.output(r,o);t.output("verdict",n.verdict),t.output("reason",n.reason),t.output("result-json",P(e,n))}function te(t){return t instanceof x?"cancelled":(0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.c)(t)?t instanceof _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.a?"input":"service":"bug"}function xt(t){return (0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.c)(t)?(0,_chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__.d)(t):St(t)}function St(t){return t instanceof Error?`${t.name}: ${t.message}`:String(t)}var bt={summary:(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.h)({default:"true",description:"Write a job summary."})},Et={verdict:"`pass`, `warn`, `fail`, `inconclusive` or `error`.",reason:"One sentence a person can act on.","result-json":"The whole result as JSON; its schema is under `docs/schemas`."},ee={"ca-certificate":(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.g)({description:"PEM text or path of a CA certificate, added to the system's roots."}),"client-certificate":(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.g)({description:"PEM text or path of a client certificate (mutual TLS)."}),"client-key":(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.g)({secret:!0,description:"PEM text or path of the client certificate's key."}),"insecure-skip-tls-verify":(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.h)({default:"false",description:"Do not verify the server certificate. Says so in a warning."}),"request-timeout":(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.i)({default:"30s",min:100,description:"Longest time for one request."})},ne={"on-inconclusive":(0,_chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_1__.j)(["fail","warn","pass"],{default:"fail",description:"What the exit status is when the verdict is `inconclusive`. The verdict stays as it is."})};function re(t){return{name:t.name,inputs:{...t.inputs,...bt},outputs:{...t.outputs,...Et}}}


/***/ }),

/***/ 724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ m),
/* harmony export */   b: () => (/* binding */ n),
/* harmony export */   c: () => (/* binding */ o)
/* harmony export */ });
var g=Object.create;var e=Object.defineProperty;var h=Object.getOwnPropertyDescriptor;var i=Object.getOwnPropertyNames;var j=Object.getPrototypeOf,k=Object.prototype.hasOwnProperty;var m=(b,a)=>()=>{try{return a||b((a={exports:{}}).exports,a),a.exports}catch(c){throw a=0,c}},n=(b,a)=>{for(var c in a)e(b,c,{get:a[c],enumerable:!0})},l=(b,a,c,f)=>{if(a&&typeof a=="object"||typeof a=="function")for(let d of i(a))!k.call(b,d)&&d!==c&&e(b,d,{get:()=>a[d],enumerable:!(f=h(a,d))||f.enumerable});return b};var o=(b,a,c)=>(c=b!=null?g(j(b)):{},l(a||!b||!b.__esModule?e(c,"default",{value:b,enumerable:!0}):c,b));


/***/ }),

/***/ 149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ at),
/* harmony export */   b: () => (/* binding */ ut),
/* harmony export */   c: () => (/* binding */ dt),
/* harmony export */   d: () => (/* binding */ mt),
/* harmony export */   e: () => (/* binding */ G),
/* harmony export */   f: () => (/* binding */ u),
/* harmony export */   g: () => (/* binding */ K),
/* harmony export */   h: () => (/* binding */ Q),
/* harmony export */   i: () => (/* binding */ Z),
/* harmony export */   j: () => (/* binding */ rt),
/* harmony export */   k: () => (/* binding */ it),
/* harmony export */   l: () => (/* binding */ ht)
/* harmony export */ });
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(724);
var P=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__.a)(O=>{"use strict";O.__esModule=!0;O.distance=O.closest=void 0;var h=new Uint32Array(65536),Y=function(t,r){for(var n=t.length,e=r.length,o=1<<n-1,i=-1,p=0,y=n,s=n;s--;)h[t.charCodeAt(s)]|=1<<s;for(s=0;s<e;s++){var d=h[r.charCodeAt(s)],v=d|p;d|=(d&i)+i^i,p|=~(d|i),i&=d,p&o&&y++,i&o&&y--,p=p<<1|1,i=i<<1|~(v|p),p&=v}for(s=n;s--;)h[t.charCodeAt(s)]=0;return y},z=function(t,r){for(var n=r.length,e=t.length,o=[],i=[],p=Math.ceil(n/32),y=Math.ceil(e/32),s=0;s<p;s++)i[s]=-1,o[s]=0;for(var d=0;d<y-1;d++){for(var v=0,x=-1,$=d*32,A=Math.min(32,e)+$,a=$;a<A;a++)h[t.charCodeAt(a)]|=1<<a;for(var s=0;s<n;s++){var g=h[r.charCodeAt(s)],b=i[s/32|0]>>>s&1,l=o[s/32|0]>>>s&1,T=g|v,M=((g|l)&x)+x^x|g|l,c=v|~(M|x),m=x&M;c>>>31^b&&(i[s/32|0]^=1<<s),m>>>31^l&&(o[s/32|0]^=1<<s),c=c<<1|b,m=m<<1|l,x=m|~(T|c),v=c&T}for(var a=$;a<A;a++)h[t.charCodeAt(a)]=0}for(var I=0,w=-1,S=d*32,C=Math.min(32,e-S)+S,a=S;a<C;a++)h[t.charCodeAt(a)]|=1<<a;for(var N=e,s=0;s<n;s++){var g=h[r.charCodeAt(s)],b=i[s/32|0]>>>s&1,l=o[s/32|0]>>>s&1,T=g|I,M=((g|l)&w)+w^w|g|l,c=I|~(M|w),m=w&M;N+=c>>>e-1&1,N-=m>>>e-1&1,c>>>31^b&&(i[s/32|0]^=1<<s),m>>>31^l&&(o[s/32|0]^=1<<s),c=c<<1|b,m=m<<1|l,w=m|~(T|c),I=c&T}for(var a=S;a<C;a++)h[t.charCodeAt(a)]=0;return N},W=function(t,r){if(t.length<r.length){var n=r;r=t,t=n}return r.length===0?t.length:t.length<=32?Y(t,r):z(t,r)};O.distance=W;var H=function(t,r){for(var n=1/0,e=0,o=0;o<r.length;o++){var i=W(t,r[o]);i<n&&(n=i,e=o)}return r[e]};O.closest=H});var at={now:()=>Date.now(),monotonic:()=>Number(process.hrtime.bigint()/1000n)/1e3,async sleep(t,r){for(let n=t;n>2147483647;n-=2147483647)await R(2147483647,r);await R(t>2147483647?t%2147483647:t,r)}};function R(t,r){return new Promise((n,e)=>{if(r?.aborted)return e(r.reason);let o=()=>{clearTimeout(i),e(r?.reason)},i=setTimeout(()=>{r?.removeEventListener("abort",o),n()},t);r?.addEventListener("abort",o,{once:!0})})}function ut(t){if(!Number.isFinite(t))return String(t);if(t<1e4)return`${Math.round(t/100)/10} s`;let r=Math.round(t/1e3),n=[[Math.floor(r/86400),"d"],[Math.floor(r/3600)%24,"h"],[Math.floor(r/60)%60,"min"],[r%60,"s"]],e=n.findIndex(([o])=>o>0);return n.slice(e,e+2).filter(([o])=>o>0).map(([o,i])=>`${o} ${i}`).join(" ")}var j=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__.c)(P(),1);function dt(t){return t.replace(/\r\n?/g,`
`).replace(/^((?:[^\S\n\u2028\u2029]|\u0085)*):(?=:)/gm,"$1:\u200B").replace(/##(?=\[)/g,"#\u200B#")}function mt(t,r){let n=Buffer.byteLength(t);if(n<=r)return t;let e=`
\u2026 ${n} bytes in all, cut here`,o=r-Buffer.byteLength(e);return o<0?k(t,r):k(t,o)+e}function k(t,r){let n=Buffer.from(t),e=Math.max(0,r);for(;e>0&&((n[e]??0)&192)===128;)e-=1;return n.toString("utf8",0,e)}function G(t,r){let n,e=1/0;for(let o of r){if(t.length>2*o.length)continue;let i=(0,j.distance)(t.toLowerCase(),o.toLowerCase());i<e&&i<=Math.max(1,Math.floor(o.length/3))&&([n,e]=[o,i])}return n}var it={};(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__.b)(it,{NotAllowed:()=>u,boolean:()=>Q,custom:()=>st,duration:()=>Z,durationOr:()=>q,httpUrl:()=>V,integer:()=>tt,list:()=>et,listOf:()=>nt,object:()=>ot,oneOf:()=>rt,parseDuration:()=>L,parseStructured:()=>B,splitList:()=>_,text:()=>K});var u=class extends Error{allowed;constructor(r,n){super(r,n),this.allowed=r}};function f(t){return r=>({options:r,parse:t})}var K=f(t=>t),Q=f(t=>{if(/^(true|True|TRUE)$/.test(t))return!0;if(/^(false|False|FALSE)$/.test(t))return!1;throw new u("true or false")}),V=f(t=>{let r="an http:// or https:// address without query, e.g. https://airflow.example.com/prefix";if(!URL.canParse(t))throw new u(r);let n=new URL(t);if(!/^https?:$/.test(n.protocol)||/[?#]/.test(t))throw new u(r);if(n.username||n.password)throw new u(`${r}; user and password go into their own inputs`);return n.href.replace(/\/+$/,"")}),X={ms:1,s:1e3,m:6e4,h:36e5,d:864e5},E=30*864e5;function L(t){let r=t.trim().toLowerCase();if(/^\d+(\.\d+)?$/.test(r))return Math.round(Number(r)*1e3);if(!/^(\d+(\.\d+)?\s*(ms|s|m|h|d)\s*)+$/.test(r))throw new u("a duration such as 90, 90s, 10m or 1h30m");let n=0;for(let[,e,o]of r.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g))n+=Number(e)*(X[o??""]??Number.NaN);return Math.round(n)}function Z(t){return f(r=>{let n=L(r),{min:e=0,max:o=E}=t;if(n<e||n>o)throw new u(`a duration from ${e/1e3}s to ${o/1e3}s`);return n})(t)}function q(t,r){return f(n=>{if(t.includes(n))return n;let e=`${t.join(", ")} or a duration from ${(r.min??0)/1e3}s to ${E/1e3}s such as 90s or 10m`;try{let o=L(n);if(o>=(r.min??0)&&o<=E)return o}catch(o){throw new u(e,{cause:o})}throw new u(e)})(r)}function tt(t){return f(r=>{let n=/^-?\d+$/.test(r)?Number(r):Number.NaN;if(!(n>=t.min&&n<=t.max))throw new u(`a whole number from ${t.min} to ${t.max}`);return n})(t)}function rt(t,r){return f(n=>U(t,n))(r)}function nt(t,r){return f(n=>_(n).map(e=>U(t,e)))(r)}function U(t,r){let n=t.find(o=>o===r);if(n!==void 0)return n;let e=G(r,t);throw new u(`${t.join(", ")}${e?` (did you mean "${e}"?)`:""}`)}function _(t){return t.split(/[\n,]/).map(r=>r.trim()).filter(r=>r!=="")}var et=f(_),ot=f(async t=>{let r=await B(t,'a YAML or JSON object such as {"key": "value"}');if(typeof r!="object"||r===null||Array.isArray(r))throw new u('a YAML or JSON object such as {"key": "value"}, not a list and not a plain value');return r});async function B(t,r){try{if(/^\s*[[{"]/.test(t))return JSON.parse(t)}catch{}let{parseYaml:n}=await Promise.all(/* import() */[__webpack_require__.e(418), __webpack_require__.e(400)]).then(__webpack_require__.bind(__webpack_require__, 400));try{return n(t)}catch(e){let o=e instanceof Error?e.message.split(`
`)[0]?.replace(/:$/,""):String(e);throw new u(`${r} (${o})`,{cause:e})}}function st(t,r){return f(t)(r)}function ht(t){return process.env[t]?.trim()??""}


/***/ }),

/***/ 170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ n)
/* harmony export */ });
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(724);
var n=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__.a)((u,t)=>{var e=()=>process.getBuiltinModule("node:os");t.exports={get arch(){return e().arch},get availableParallelism(){return e().availableParallelism},get cpus(){return e().cpus},get endianness(){return e().endianness},get freemem(){return e().freemem},get getPriority(){return e().getPriority},get homedir(){return e().homedir},get hostname(){return e().hostname},get loadavg(){return e().loadavg},get networkInterfaces(){return e().networkInterfaces},get platform(){return e().platform},get release(){return e().release},get setPriority(){return e().setPriority},get tmpdir(){return e().tmpdir},get totalmem(){return e().totalmem},get type(){return e().type},get userInfo(){return e().userInfo},get uptime(){return e().uptime},get version(){return e().version},get machine(){return e().machine},get constants(){return e().constants},get EOL(){return e().EOL},get devNull(){return e().devNull}}});


/***/ }),

/***/ 196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ t)
/* harmony export */ });
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(724);
var t=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_0__.a)((p,e)=>{e.exports=process.getBuiltinModule("node:path")});


/***/ })

};
;