"use strict";
exports.id = 483;
exports.ids = [483];
exports.modules = {

/***/ 483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openStore: () => (/* binding */ w)
/* harmony export */ });
/* harmony import */ var _chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(196);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(724);
var i=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_1__.c)((0,_chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_0__.a)(),1);async function w(e,r){let t=e.trackingUri;if(t.kind==="sqlite"){let{openSqlite:o}=await __webpack_require__.e(/* import() */ 247).then(__webpack_require__.bind(__webpack_require__, 247));return o((0,i.resolve)(r.github.workspace,t.path))}if(t.kind==="files"){let{openFiles:o}=await __webpack_require__.e(/* import() */ 954).then(__webpack_require__.bind(__webpack_require__, 954));return o((0,i.resolve)(r.github.workspace,t.path))}let[{httpFor:s},{authorization:l,openRest:n}]=await Promise.all([Promise.all(/* import() */[__webpack_require__.e(330), __webpack_require__.e(136)]).then(__webpack_require__.bind(__webpack_require__, 136)),Promise.all(/* import() */[__webpack_require__.e(330), __webpack_require__.e(846)]).then(__webpack_require__.bind(__webpack_require__, 846))]),a=l(e);a!==void 0&&r.secrets.add(a.replace(/^\w+ /,""));let c={...e,clientKey:e.clientKey??e.clientCertificate,insecureSkipTlsVerify:e.insecureSkipTlsVerify||r.variable("MLFLOW_TRACKING_INSECURE_TLS").toLowerCase()==="true"},p=await s({name:"MLflow",baseUrl:t.url},c,r);return n(p,t.url,e)}


/***/ })

};
;