"use strict";
exports.id = 136;
exports.ids = [136];
exports.modules = {

/***/ 136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createHttp: () => (/* reexport safe */ _chunk_KVQPVX3Z_js__WEBPACK_IMPORTED_MODULE_0__.b),
/* harmony export */   excerpt: () => (/* reexport safe */ _chunk_KVQPVX3Z_js__WEBPACK_IMPORTED_MODULE_0__.c),
/* harmony export */   httpFor: () => (/* reexport safe */ _chunk_KVQPVX3Z_js__WEBPACK_IMPORTED_MODULE_0__.d),
/* harmony export */   isTransient: () => (/* reexport safe */ _chunk_KVQPVX3Z_js__WEBPACK_IMPORTED_MODULE_0__.a)
/* harmony export */ });
/* harmony import */ var _chunk_KVQPVX3Z_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(330);
/* harmony import */ var _chunk_PBSXXIKZ_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(774);
/* harmony import */ var _chunk_SCHCXLB3_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(149);
/* harmony import */ var _chunk_VEL5WEJ3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(196);
/* harmony import */ var _chunk_2SVF7AKO_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(408);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(724);



/***/ })

};
;