"use strict";
exports.id = 694;
exports.ids = [694];
exports.modules = {

/***/ 694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseMeta: () => (/* binding */ s)
/* harmony export */ });
/* harmony import */ var _chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(418);
/* harmony import */ var _chunk_7NCDY5QT_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(952);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(724);
var e=(0,_chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_2__.c)((0,_chunk_6OQXXWHL_js__WEBPACK_IMPORTED_MODULE_0__.a)(),1);function s(t){let n=(0,e.parseDocument)(t,{schema:"core",intAsBigInt:!0,version:"1.2"});return n.errors.length>0?void 0:n.toJS({maxAliasCount:0})}


/***/ })

};
;