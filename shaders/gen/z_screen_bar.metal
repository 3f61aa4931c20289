#pragma clang diagnostic ignored "-Wunused-variable"

#include <metal_stdlib>
#include <simd/simd.h>
#include <metal_atomic>

using namespace metal;

struct _37
{
    uint _m0;
    uint _m1;
    uint _m2;
};

struct _48
{
    uint _m0[1];
};

struct _72
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _101 = SPIRV_CROSS_CONSTANT_ID_0;

struct _163
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _185 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_185, 1u, 1u);

kernel void main0(constant _37& _39 [[buffer(0)]], const device _48& _50 [[buffer(2)]], const device _72& _74 [[buffer(3)]], device _163& _165 [[buffer(4)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]])
{
    threadgroup uint _25;
    threadgroup float _87[64];
    bool _21 = gl_LocalInvocationID.x == 0u;
    if (_21)
    {
        _25 = 0u;
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint _207 = gl_LocalInvocationID.x; _207 < _39._m0; _207 += _101)
    {
        uint _52 = 2u * _207;
        uint _216;
        if (_50._m0[_52] <= 1266679808u)
        {
            _216 = uint(as_type<float>(_50._m0[_52]));
        }
        else
        {
            _216 = 0u;
        }
        uint _81 = min(_216, (_39._m2 - 1u));
        _87[_207] = as_type<float>(_74._m0[_81]);
        if ((_74._m0[_81] & 2147483647u) >= 2139095040u)
        {
            uint _100 = atomic_fetch_or_explicit((threadgroup atomic_uint*)&_25, 1u, memory_order_relaxed);
        }
    }
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint _208 = gl_LocalInvocationID.x; _208 < _39._m0; _208 += _101)
    {
        uint _210;
        _210 = 0u;
        uint _219;
        for (uint _209 = 0u; _209 < _39._m0; _210 = _219, _209++)
        {
            bool _132 = _87[_209] > _87[_208];
            bool _147;
            if (!_132)
            {
                _147 = (_87[_209] == _87[_208]) && (_209 < _208);
            }
            else
            {
                _147 = _132;
            }
            if (_147)
            {
                _219 = _210 + uint(1);
            }
            else
            {
                _219 = _210;
            }
        }
        if (_210 == (_39._m1 - 1u))
        {
            _165._m0[5] = as_type<uint>(_87[_208]);
        }
    }
    bool _180;
    if (_21)
    {
        _180 = _25 != 0u;
    }
    else
    {
        _180 = _21;
    }
    if (_180)
    {
        _165._m0[0] = 0u;
    }
}

