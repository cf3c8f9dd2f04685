"use strict";
exports.id = 400;
exports.ids = [400];
exports.modules = {

/***/ 400:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseYaml: () => (/* binding */ u)
/* harmony export */ });
/* harmony import */ var _chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(418);
/* harmony import */ var _chunk_7NCDY5QT_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(952);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(724);
var e=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__.c)((0,_chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_0__.a)(),1);function u(n){let r=(0,e.parseDocument)(n,{schema:"core",uniqueKeys:!0,prettyErrors:!0,version:"1.2"}),o=r.errors[0]??r.warnings[0];if(o)throw o;return r.toJS({maxAliasCount:20})}


/***/ })

};
;