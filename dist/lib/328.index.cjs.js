"use strict";
exports.id = 328;
exports.ids = [328];
exports.modules = {

/***/ 328:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCobertura: () => (/* binding */ v)
/* harmony export */ });
/* harmony import */ var _chunk_JB5H7W66_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(442);
/* harmony import */ var _chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(964);
/* harmony import */ var _chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(434);
/* harmony import */ var _chunk_Q6NOZVJZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(865);
/* harmony import */ var _chunk_OOJM4CTU_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(724);
function v(e,r){let t=(0,_chunk_JB5H7W66_js__WEBPACK_IMPORTED_MODULE_0__.a)(e,r);if(t.name!=="coverage")throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(e,r,`XML with the root element <${t.name}>`);let n=c(t,"lines","line-rate");if(n===void 0)throw (0,_chunk_SAT2OVYW_js__WEBPACK_IMPORTED_MODULE_1__.b)(e,r,"<coverage> without a usable lines-valid or line-rate");return (0,_chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__.a)(n,c(t,"branches","branch-rate")??{covered:0,all:0})}function c({attributes:e},r,t){let n=l(e[`${r}-covered`]),m=l(e[`${r}-valid`]);if((0,_chunk_ZFG6V6QS_js__WEBPACK_IMPORTED_MODULE_4__.b)(n,m))return{covered:n,all:m};if(e[`${r}-valid`]!==void 0)return;let o=l(e[t]);return o>=0&&o<=1?{covered:o,all:1}:void 0}var l=(e="")=>e.trim()===""?Number.NaN:Number(e);


/***/ })

};
;