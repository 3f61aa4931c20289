#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _70
{
    uint _m0[1];
};

struct _74
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    float _m5;
};

struct _90
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _125 = SPIRV_CROSS_CONSTANT_ID_0;

struct _134
{
    int _m0[1];
};

struct _213
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _234 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_234, 1u, 1u);

kernel void main0(constant _74& _76 [[buffer(0)]], const device _90& _92 [[buffer(2)]], const device _70& _72 [[buffer(3)]], const device _134& _136 [[buffer(4)]], device _213& _215 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _128 = (gl_WorkGroupID.x * _125) + gl_LocalInvocationID.x;
        uint _145 = uint(_136._m0[gl_WorkGroupID.y]) - _76._m3;
        bool _149 = _128 >= _76._m0;
        bool _158;
        if (!_149)
        {
            _158 = _145 >= _76._m4;
        }
        else
        {
            _158 = _149;
        }
        if (_158)
        {
            break;
        }
        float2 _263 = float2(as_type<half2>(_72._m0[(_145 * _76._m1) + (_128 >> uint(2))]));
        uint _269 = (_145 * _76._m0) + _128;
        float _316;
        if ((_128 & 2u) == 0u)
        {
            _316 = _263.x;
        }
        else
        {
            _316 = _263.y;
        }
        int _290 = int(_92._m0[_269].x);
        float4 _188 = (float4(float(extract_bits(_290, uint(0), uint(8))), float(extract_bits(_290, uint(8), uint(8))), float(extract_bits(_290, uint(16), uint(8))), float(_290 >> 24)) * _316) * _76._m5;
        uint _192 = 16u * _128;
        if (_192 < _76._m2)
        {
            _215._m0[(gl_WorkGroupID.y * _76._m2) + _192] = _188.x;
        }
        if ((_192 + 1u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _192) + 1u] = _188.y;
        }
        if ((_192 + 2u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _192) + 2u] = _188.z;
        }
        if ((_192 + 3u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _192) + 3u] = _188.w;
        }
        int _397 = int(_92._m0[_269].y);
        float4 _408 = (float4(float(extract_bits(_397, uint(0), uint(8))), float(extract_bits(_397, uint(8), uint(8))), float(extract_bits(_397, uint(16), uint(8))), float(_397 >> 24)) * _316) * _76._m5;
        uint _411 = _192 + 4u;
        if (_411 < _76._m2)
        {
            _215._m0[(gl_WorkGroupID.y * _76._m2) + _411] = _408.x;
        }
        if ((_192 + 5u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _411) + 1u] = _408.y;
        }
        if ((_192 + 6u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _411) + 2u] = _408.z;
        }
        if ((_192 + 7u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _411) + 3u] = _408.w;
        }
        int _506 = int(_92._m0[_269].z);
        float4 _517 = (float4(float(extract_bits(_506, uint(0), uint(8))), float(extract_bits(_506, uint(8), uint(8))), float(extract_bits(_506, uint(16), uint(8))), float(_506 >> 24)) * _316) * _76._m5;
        uint _520 = _192 + 8u;
        if (_520 < _76._m2)
        {
            _215._m0[(gl_WorkGroupID.y * _76._m2) + _520] = _517.x;
        }
        if ((_192 + 9u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _520) + 1u] = _517.y;
        }
        if ((_192 + 10u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _520) + 2u] = _517.z;
        }
        if ((_192 + 11u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _520) + 3u] = _517.w;
        }
        int _615 = int(_92._m0[_269].w);
        float4 _626 = (float4(float(extract_bits(_615, uint(0), uint(8))), float(extract_bits(_615, uint(8), uint(8))), float(extract_bits(_615, uint(16), uint(8))), float(_615 >> 24)) * _316) * _76._m5;
        uint _629 = _192 + 12u;
        if (_629 < _76._m2)
        {
            _215._m0[(gl_WorkGroupID.y * _76._m2) + _629] = _626.x;
        }
        if ((_192 + 13u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _629) + 1u] = _626.y;
        }
        if ((_192 + 14u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _629) + 2u] = _626.z;
        }
        if ((_192 + 15u) < _76._m2)
        {
            _215._m0[((gl_WorkGroupID.y * _76._m2) + _629) + 3u] = _626.w;
        }
        break;
    } while(false);
}

